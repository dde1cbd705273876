"""What staff write for staff, reaching the customer by a side way.

Zammad CVE-2025-32360 (shared drafts), FreeScout GHSA-gh3r and -w668 (live channel), RT CVE-2023-45024 (search of
transactions), osTicket's tickets by mail. Pages and files: test_ticket.py, test_attachment.py, test_notes.py.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind
from tests.browsing import HTMX, document
from tests.desk import act, post
from tests.files import csv
from tests.people import People
from tests.same import same
from tests.tickets import found, reply

SECRET, FILE = "زعفران", "محرمانه.csv"


@pytest.fixture(autouse=True)
def note(app: Flask, people: People, code: str, sara: FlaskClient) -> None:
    """A note with a file, a draft of one, and things that only the desk is told of."""
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE, files={FILE: csv()})
    act(sara, f"tickets/{code}/draft", body=SECRET, kind="note")
    act(sara, f"tickets/{code}/presence", typing="1")


def test_no_page_no_piece_and_no_count_tells_of_it(app: Flask, reza: FlaskClient, code: str) -> None:
    paths = [
        "/panel",
        "/tickets",
        "/tickets?since=0",
        f"/tickets/{code}",
        f"/tickets/{code}?since=0&after=0&after_event=0",
        f"/tickets/{code}?before=999999",
        f"/tickets/{code}/info",
    ]
    for path in paths:
        for headers in ({}, HTMX, {**HTMX, "HX-Target": "div#live"}, {**HTMX, "HX-Target": "section#older"}):
            text = reza.get(path, headers=headers).text
            assert [word for word in (SECRET, FILE) if word in text] == [], path
    for word in (SECRET, "محرمانه"):
        assert code not in reza.get(f"/tickets?q={word}").text


def test_neither_does_the_answer_to_a_reply(reza: FlaskClient, code: str) -> None:
    for headers in (None, HTMX):
        response = post(
            reza, f"/tickets/{code}/messages", headers, body="سلام", after="0", after_event="0", kind="note"
        )
        assert response.status_code in (200, 303)
        assert SECRET not in response.text


def test_a_customer_writes_no_note(app: Flask, reza: FlaskClient, code: str) -> None:
    post(reza, f"/tickets/{code}/messages", body="سلام", kind="note", is_note="1", internal="1")
    assert found(app, code).messages[-1].kind is MessageKind.REPLY


def test_a_note_moves_nothing_that_the_customer_sees(
    app: Flask, reza: FlaskClient, sara: FlaskClient, code: str
) -> None:
    shown = reza.get(f"/tickets/{code}")
    before = same(reza.get("/tickets")), same(shown)
    (seen,) = (field.get("value") for field in document(shown).iter("input") if field.get("name") == "since")
    act(sara, f"tickets/{code}/messages", body=SECRET, kind="note")
    assert reza.get(f"/tickets/{code}?since={seen}", headers=HTMX).status_code == 204
    assert (same(reza.get("/tickets")), same(reza.get(f"/tickets/{code}"))) == before
