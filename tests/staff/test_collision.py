"""POST /staff/tickets/CODE/messages behind somebody's back: what they wrote is shown first, and the text stays."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import MessageKind
from tests.browsing import document, form_fields, htmx
from tests.desk import act
from tests.files import chosen, csv
from tests.forms import error_of, value_of
from tests.people import People
from tests.tickets import attachment_ids, found, reply

MINE, THEIRS = "کابل را وصل کنید.", "خودم درستش کردم."
LIVE = htmx("div#live")


def opened(client: FlaskClient, code: str) -> dict[str, str]:
    """What the page, as it is shown now, would send: the fields of the composer and those of #live beside it."""
    root = document(client.get(f"/staff/tickets/{code}"))
    return read(root, code)


def read(root: Any, code: str) -> dict[str, str]:
    fields = form_fields(root, f"/staff/tickets/{code}/messages").to_dict()
    live = next(element for element in root.iter() if element.get("id") == "live")
    return fields | {field.get("name"): field.get("value") for field in live.iter("input")}


def post(client: FlaskClient, code: str, fields: dict[str, Any], headers: dict[str, str] | None = None) -> TestResponse:
    return act(client, f"tickets/{code}/messages", headers=headers, **fields)


def bodies(app: Flask, code: str) -> list[str]:
    return [message.body for message in found(app, code).messages][1:]


@pytest.fixture(params=["customer", "colleague", "note"])
def interruption(request: pytest.FixtureRequest, app: Flask, people: People, code: str) -> Any:
    """Somebody else writes."""
    who = people.reza if request.param == "customer" else people.admin
    kind = MessageKind.NOTE if request.param == "note" else MessageKind.REPLY
    return lambda: reply(app, code, who, THEIRS, kind=kind)


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_by_htmx_the_news_and_the_composer_with_the_text_come_back(
    app: Flask, sara: FlaskClient, code: str, interruption: Any, kind: str
) -> None:
    form = {**opened(sara, code), "body": MINE, "kind": kind}
    ident = interruption()
    answer = post(sara, code, form, LIVE)
    assert answer.status_code == 422
    root = document(answer)
    assert (value_of(answer, "body"), form_fields(root, f"/staff/tickets/{code}/messages")["kind"]) == (MINE, kind)
    assert error_of(answer, "body")
    news = next(piece for piece in root.iter("hx-partial") if piece.get("hx-target") == "#entries")
    assert THEIRS in "".join(news.itertext())
    assert bodies(app, code) == [THEIRS]
    again = read(root, code)
    assert again["after"] == str(ident)
    assert post(sara, code, {**again, "body": MINE}, LIVE).status_code == 200
    assert bodies(app, code) == [THEIRS, MINE]


def test_plainly_the_page_comes_back_with_the_text(app: Flask, sara: FlaskClient, code: str, interruption: Any) -> None:
    form = {**opened(sara, code), "body": MINE}
    interruption()
    answer = post(sara, code, form)
    assert answer.status_code == 422
    assert "<html" in answer.text
    assert THEIRS in answer.text
    assert value_of(answer, "body") == MINE
    assert error_of(answer, "body")
    again = read(document(answer), code)
    assert post(sara, code, again).status_code == 303
    assert bodies(app, code) == [THEIRS, MINE]


def test_the_browser_sends_what_it_saw_with_scripts_off_too(sara: FlaskClient, code: str) -> None:
    root = document(sara.get(f"/staff/tickets/{code}"))
    after = [field for field in root.iter("input") if field.get("name") == "after"]
    assert [field.get("form") for field in after] == ["composer"]


def test_files_that_went_along_stay_too(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    form = {**opened(sara, code), "body": MINE}
    reply(app, code, people.reza, THEIRS)
    (file,) = chosen({"فهرست.csv": csv()})
    answer = post(sara, code, {**form, "attachments": file}, LIVE)
    assert attachment_ids(app, code) == []
    assert post(sara, code, read(document(answer), code), LIVE).status_code == 200
    assert found(app, code).messages[-1].body == MINE
    assert [attachment.name for attachment in found(app, code).messages[-1].attachments] == ["فهرست.csv"]


def test_every_newer_message_asks_again(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    form = {**opened(sara, code), "body": MINE}
    for n in range(3):
        reply(app, code, people.reza, f"{THEIRS} {n}")
        answer = post(sara, code, form, LIVE)
        assert answer.status_code == 422
        form = read(document(answer), code)
    assert post(sara, code, form, LIVE).status_code == 200
