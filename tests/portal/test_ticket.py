"""GET /tickets/CODE: the conversation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import HTMX, document, htmx, text_of
from tests.people import People
from tests.same import same
from tests.tickets import BODY, SUBJECT, move, open_ticket, reply, talk

NOWHERE = "00000000"


def said(client: FlaskClient, address: str) -> list[str]:
    """The texts of the messages shown, in their order."""
    page = document(client.get(address))
    return [text_of(e) for e in page.iter("div") if "letter-text" in e.get("class", "").split()]


def test_the_owner_reads_the_conversation_newest_last(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    reply(app, code, people.sara, "کابل را ببینید.")
    reply(app, code, people.reza, "دیدم.")
    assert said(reza, f"/tickets/{code}") == [BODY, "کابل را ببینید.", "دیدم."]
    page = document(reza.get(f"/tickets/{code}"))
    assert text_of(page.find(".//h1")) == SUBJECT
    sides = [e.get("data-side") for e in page.iter("li") if e.get("data-message") is not None]
    assert sides == ["ours", "theirs", "ours"]
    assert people.sara.full_name in text_of(page.find(".//ol[@id='entries']"))


@pytest.mark.parametrize("headers", [{}, HTMX, htmx("div#live")], ids=["plain", "htmx", "poll"])
@pytest.mark.parametrize("path", ["/tickets/{}", "/tickets/{}?since=1", "/tickets/{}?before=9", "/tickets/{}/info"])
def test_a_stranger_gets_the_same_404_as_for_a_ticket_that_does_not_exist(
    mina: FlaskClient, code: str, path: str, headers: dict[str, str]
) -> None:
    answer, missing = (mina.get(path.format(c), headers=headers) for c in (code, NOWHERE))
    assert answer.status_code == 404
    assert same(answer, code) == same(missing, NOWHERE)
    assert SUBJECT not in answer.text


def test_what_is_no_code_is_not_found(reza: FlaskClient) -> None:
    for code in ("x", "%00", "%FF", "9" * 400, "-1", "1 OR 1=1", "۱۲۳۴۵۶۷۸", "🍉"):
        for headers in ({}, HTMX):
            assert reza.get(f"/tickets/{code}?since=1", headers=headers).status_code in (404, 400), code


def test_the_signed_out_are_asked_to_log_in_and_learn_nothing(client: FlaskClient, code: str) -> None:
    answer, missing = client.get(f"/tickets/{code}"), client.get(f"/tickets/{NOWHERE}")
    assert answer.location == f"/login?next=/tickets/{code}"
    assert same(answer, code) == same(missing, NOWHERE)
    response = client.get(f"/tickets/{code}?since=1", headers=htmx("div#live", f"/tickets/{code}"))
    assert (response.status_code, response.data) == (401, b"")
    assert response.headers["HX-Redirect"] == f"/login?next=/tickets/{code}"


def test_staff_are_shown_to_their_side_of_it(sara: FlaskClient, code: str) -> None:
    assert sara.get(f"/tickets/{code}").location == f"/staff/tickets/{code}"


def test_htmx_gets_the_part_without_the_page(reza: FlaskClient, code: str) -> None:
    response = reza.get(f"/tickets/{code}", headers=htmx("main#main"))
    assert "<html" not in response.text
    assert f"<title>{SUBJECT}" in response.text
    assert BODY in response.text


def test_long_threads_come_fifty_at_a_time(app: Flask, reza: FlaskClient, people: People) -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)
    code = open_ticket(app, people.reza, body="پیام 0", at=start)
    talk(app, code, [people.reza, people.sara], 119, start)
    everything = [f"پیام {n}" for n in range(120)]
    pages, address = [], f"/tickets/{code}"
    while address:
        pages.append(said(reza, address))
        link = document(reza.get(address)).find(".//a[@id='older-link']")
        address = "" if link is None else link.get("href")
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [text for page in reversed(pages) for text in page] == everything


def test_older_messages_come_alone_and_without_a_composer(app: Flask, reza: FlaskClient, people: People) -> None:
    code = open_ticket(app, people.reza)
    talk(app, code, [people.reza], 60)
    link = document(reza.get(f"/tickets/{code}")).find(".//a[@id='older-link']")
    piece = reza.get(link.get("hx-get"), headers=htmx("li#older"))
    assert BODY in piece.text
    assert "<form" not in piece.text
    assert "<title>" not in piece.text
    # The page of older messages has no place to write: what is sent there would not be seen.
    older = document(reza.get(link.get("href")))
    assert older.find(".//form[@id='composer']") is None
    assert older.find(".//div[@id='live']") is None


def test_no_place_to_read_before_is_an_error(reza: FlaskClient, code: str) -> None:
    for before in ("0", "1", "-1", "x", "9" * 30, "9" * 5000, "\x00"):
        assert reza.get(f"/tickets/{code}", query_string={"before": before}).status_code == 200, before


def test_the_history_stands_between_the_messages(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    move(app, code, people.reza, Status.CLOSED)
    reply(app, code, people.sara, "یادداشت", kind=MessageKind.NOTE)
    reply(app, code, people.reza, "باز هم خراب شد.")
    entries = document(reza.get(f"/tickets/{code}")).find(".//ol[@id='entries']")
    lines = [e.get("id").partition("-")[0] for e in entries.iter("li") if e.get("id")]
    assert lines == ["message", "event", "message", "event"]
    events = [text_of(e) for e in entries.iter("li") if e.get("id", "").startswith("event-")]
    assert f"{people.reza.full_name} درخواست را بست" in events[0]
    assert f"{people.reza.full_name} درخواست را باز کرد" in events[1]
