"""POST /tickets/CODE/messages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Status
from tests.browsing import browser_document, document, htmx, send, submit
from tests.files import chosen, csv
from tests.forms import errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import BODY, attachment_ids, events, found, move, reply, snapshot

ASKING = htmx("div#live")


def answer(
    client: FlaskClient, code: str, body: str, headers: dict[str, str] | None = None, **typed: Any
) -> TestResponse:
    page = f"/tickets/{code}"
    return submit(client, page, {"body": body, **typed}, action=f"{page}/messages", headers=headers)


def test_a_reply_is_added_as_typed_and_the_page_shows_it(
    app: Flask, reza: FlaskClient, people: People, code: str
) -> None:
    response = answer(reza, code, "سلام\r\nدو خط")
    assert (response.status_code, response.location) == (303, f"/tickets/{code}#latest")
    message = found(app, code).messages[-1]
    assert (message.body, message.author_id, message.is_note) == ("سلام\nدو خط", people.reza.id, False)
    assert "سلام<br>دو خط" in reza.get(f"/tickets/{code}").text


def test_htmx_gets_the_pieces_that_changed(app: Flask, reza: FlaskClient, code: str) -> None:
    move_away = answer(reza, code, "سلام", ASKING)
    assert move_away.status_code == 200
    root = browser_document(move_away)
    assert root.find("body")[0].get("id") == "live"
    targets = [piece.get("hx-target") for piece in root.iter("hx-partial")]
    assert targets == ["#entries", "#ticket-header", "#ticket-info", "#composer", "#flash"]
    entries = move_away.text.partition('hx-target="#entries"')[2].partition("</hx-partial>")[0]
    assert "سلام" in entries


def test_only_what_the_page_has_not_shown_comes(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    live = {e.get("name"): e.get("value") for e in document(reza.get(f"/tickets/{code}")).find(".//div[@id='live']")}
    reply(app, code, people.sara, "در همین میان")
    response = answer(reza, code, "سلام", ASKING, **{name: value for name, value in live.items() if name})
    assert BODY not in response.text
    assert response.text.index("در همین میان") < response.text.index("سلام")


def test_the_new_composer_is_empty_and_has_an_id_of_its_own(reza: FlaskClient, code: str) -> None:
    first = value_of(reza.get(f"/tickets/{code}"), "form_id")
    response = answer(reza, code, "سلام", ASKING)
    assert not value_of(response, "body")
    assert value_of(response, "form_id") not in (None, "", first)


@pytest.mark.parametrize("status", list(Status))
def test_a_customers_reply_waits_for_an_answer(
    app: Flask, reza: FlaskClient, people: People, code: str, status: Status
) -> None:
    move(app, code, people.sara, status)
    before = len(events(app, code))
    answer(reza, code, "هنوز هم")
    ticket = found(app, code)
    assert ticket.status is Status.OPEN
    assert ticket.waiting_since is not None
    new = events(app, code)[before:]
    assert new == ([] if status is Status.OPEN else [("status", status, "open")])


@pytest.mark.parametrize("headers", [{}, ASKING], ids=["plain", "htmx"])
@pytest.mark.parametrize("body", ["", " \u200c\n\u200f", "x" * 50_001])
def test_a_wrong_text_is_refused_and_stays(
    app: Flask, reza: FlaskClient, code: str, headers: dict[str, str], body: str
) -> None:
    before = snapshot(app)
    response = answer(reza, code, body, headers)
    assert response.status_code == 422
    assert "body" in errors(response)
    assert (value_of(response, "body") or "").strip() == body.strip(" \u200c\n\u200f")
    assert (browser_document(response).find(".//ol[@id='entries']") is None) is bool(headers)
    assert snapshot(app) == before


def test_a_refusal_by_htmx_is_the_composer_alone(reza: FlaskClient, code: str) -> None:
    root = browser_document(answer(reza, code, "", ASKING))
    assert [element.get("id") for element in root.find("body")] == ["composer"]


def test_nothing_in_a_text_comes_alive(reza: FlaskClient, code: str) -> None:
    for text in HOSTILE:
        assert [part for part in LIVE if part in answer(reza, code, text, ASKING).text] == [], text
    shown = reza.get(f"/tickets/{code}").text
    assert [part for part in LIVE if part in shown] == []


def test_files_alone_are_a_message(app: Flask, reza: FlaskClient, code: str) -> None:
    assert answer(reza, code, "", attachments=chosen({"فهرست.csv": csv()})).status_code == 303
    assert len(found(app, code).messages[-1].attachments) == 1


def test_a_refused_file_leaves_the_text_and_the_good_files(app: Flask, reza: FlaskClient, code: str) -> None:
    files = chosen({"خوب.csv": csv(), "بد.png": csv()})
    response = answer(reza, code, "ببینید", ASKING, attachments=files)
    assert response.status_code == 422
    assert "بد.png" in response.text
    assert value_of(response, "body") == "ببینید"
    again = send(reza, f"/tickets/{code}/messages", {"body": "ببینید", "kept": value_of(response, "kept")})
    assert again.status_code == 303
    assert attachment_ids(app, code) == [value_of(response, "kept")]
