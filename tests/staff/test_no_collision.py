"""POST /staff/tickets/CODE/messages where nobody has to be asked: nothing has come in between."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import signed_in
from tests.people import People
from tests.tickets import move, reply

from .test_collision import LIVE, MINE, THEIRS, bodies, opened, post


def test_ones_own_message_in_another_tab_is_no_surprise(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    form = {**opened(sara, code), "body": MINE}
    reply(app, code, people.sara, "از زبانهٔ دیگر")
    assert post(sara, code, form, LIVE).status_code == 200
    assert bodies(app, code) == ["از زبانهٔ دیگر", MINE]


def test_an_event_is_no_message(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    form = {**opened(sara, code), "body": MINE}
    move(app, code, people.admin, Status.PENDING)
    assert post(sara, code, form, LIVE).status_code == 200


def test_who_does_not_say_what_they_saw_is_not_held_up(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    reply(app, code, people.reza, THEIRS)
    for after in ("", "x", "-1", "9" * 30, "\x00"):
        assert post(sara, code, {"body": MINE, "after": after}).status_code == 303, after
    assert post(sara, code, {"body": MINE}).status_code == 303


def test_customers_are_never_held_up(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    reply(app, code, people.sara, THEIRS)
    from tests.browsing import send

    assert send(reza, f"/tickets/{code}/messages", {"body": MINE, "after": "1"}).status_code == 303


def test_the_same_form_sent_again_is_the_message_that_went(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    form = {**opened(sara, code), "body": MINE}
    assert post(sara, code, form, LIVE).status_code == 200
    reply(app, code, people.reza, THEIRS)
    assert post(sara, code, form, LIVE).status_code == 200
    assert bodies(app, code) == [MINE, THEIRS]
    assert signed_in(app, people.admin).get(f"/staff/tickets/{code}").text.count(MINE) == 1
