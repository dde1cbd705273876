"""Two admins at one question or canned reply: who saves second is asked first, and keeps what they typed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import CannedReply
from hamyar_support.models.words import Role
from tests.administration import done
from tests.browsing import document, form_fields, send, signed_in
from tests.desk import colleague
from tests.forms import error_of, value_of
from tests.questions import ONE, entry
from tests.tickets import snapshot, writing

MINE, THEIRS = "متن من", "متن همکار"


@pytest.fixture
def other(app: Flask) -> FlaskClient:
    return signed_in(app, colleague(app, "parviz", "پرویز", role=Role.ADMIN))


@pytest.fixture(params=["question", "reply"])
def editor(request: pytest.FixtureRequest, app: Flask, admin: FlaskClient, faq: None) -> tuple[str, str]:
    """The page of an editor, and the name of its text."""
    if request.param == "question":
        return f"/staff/faq/{entry(app, ONE)}", "answer"
    done(admin, "replies/new", title="خوش‌آمد", body="سلام")
    with writing(app) as session:
        return f"/staff/replies/{session.scalars(select(CannedReply.id)).one()}", "body"


def opened(client: FlaskClient, page: str) -> dict[str, str]:
    return form_fields(document(client.get(page)), page).to_dict()


def test_the_second_is_shown_what_the_first_saved(
    app: Flask, admin: FlaskClient, other: FlaskClient, editor: tuple[str, str]
) -> None:
    page, text = editor
    mine = {**opened(admin, page), text: MINE}
    assert send(other, page, {**opened(other, page), text: THEIRS}).status_code == 303
    before = snapshot(app)
    answer = send(admin, page, mine)
    assert answer.status_code == 422
    assert value_of(answer, text) == MINE
    assert error_of(answer, text)
    assert THEIRS in answer.text
    assert snapshot(app) == before
    again = form_fields(document(answer), page).to_dict()
    assert send(admin, page, again).status_code == 303
    assert opened(admin, page)[text].strip() == MINE


def test_what_is_saved_twice_by_oneself_asks_nothing(admin: FlaskClient, editor: tuple[str, str]) -> None:
    page, text = editor
    for words in (MINE, THEIRS):
        assert send(admin, page, {**opened(admin, page), text: words}).status_code == 303


def test_a_form_that_does_not_say_what_it_was_filled_with_is_not_held_up(
    admin: FlaskClient, editor: tuple[str, str]
) -> None:
    page, text = editor
    fields = {name: value for name, value in opened(admin, page).items() if name != "seen"}
    assert send(admin, page, {**fields, text: MINE}).status_code == 303
