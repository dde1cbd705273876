"""An internal note is never seen, counted, found or fetched by a customer, wherever they look."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status

from .browsing import document, htmx, send
from .crawl import pages
from .files import csv
from .people import People
from .tickets import SUBJECT, attachment_ids, found, move, reply

SECRET = "مشتری-بدحساب-است"
FILE = "پروندهٔ-محرمانه.csv"


@pytest.fixture
def noted(app: Flask, people: People, code: str) -> str:
    """A ticket of رضا with a reply and two notes of سارا, one with a file."""
    reply(app, code, people.sara, "پاسخ برای شما")
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE, files={FILE: csv()})
    reply(app, code, people.sara, SECRET + " دوم", kind=MessageKind.NOTE)
    return code


def test_no_page_that_can_be_reached_shows_it(app: Flask, reza: FlaskClient, noted: str) -> None:
    seen = list(pages(reza, "/panel"))
    assert f"/tickets/{noted}" in {page.path.partition("#")[0] for page in seen}
    ids = attachment_ids(app, noted)
    secrets = (SECRET, FILE, "یادداشت داخلی", *ids)
    assert [page.path for page in seen for secret in secrets if secret in page.response.text] == []


def test_staff_see_it_and_see_that_it_is_a_note(sara: FlaskClient, noted: str) -> None:
    text = sara.get(f"/staff/tickets/{noted}").text
    assert text.count(SECRET) >= 2
    assert FILE in text
    assert "یادداشت داخلی" in text


@pytest.mark.parametrize("headers", [{}, htmx("div#live"), htmx("main#main"), htmx("li#older")])
def test_no_way_of_asking_for_the_conversation_brings_it(
    reza: FlaskClient, noted: str, headers: dict[str, str]
) -> None:
    for query in ("", "?since=0&after=0&after_event=0", "?before=999", "?since=0&after=1", "?kind=note&internal=1"):
        assert SECRET not in reza.get(f"/tickets/{noted}{query}", headers=headers).text


def test_no_write_brings_it(reza: FlaskClient, noted: str) -> None:
    shown = {"after": "0", "after_event": "0", "since": "0"}
    said = send(reza, f"/tickets/{noted}/messages", {"body": "سلام", **shown}, htmx("div#live"))
    moved = send(reza, f"/tickets/{noted}/status", {"status": "closed", **shown}, htmx("div#live"))
    refused = send(reza, f"/tickets/{noted}/messages", {"body": ""})
    for response in (said, moved, refused):
        assert "پاسخ برای شما" in response.text
        assert SECRET not in response.text


def test_it_changes_nothing_that_a_customer_can_count(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    def counted() -> tuple[object, ...]:
        ticket = found(app, code)
        live = document(reza.get(f"/tickets/{code}")).find(".//div[@id='live']")
        polled = document(reza.get("/tickets")).find(".//div[@id='ticket-list']").get("hx-get")
        values = tuple(field.get("value") for field in live.iter("input"))
        return ticket.public_version, ticket.changed_at, ticket.status, ticket.customer.ticket_changes, values, polled

    before = counted()
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE)
    assert counted() == before


def test_it_does_not_bring_a_ticket_to_the_front_or_into_what_waits(
    app: Flask, reza: FlaskClient, people: People, code: str
) -> None:
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE)
    assert reza.get("/panel").text.count(SUBJECT) == 1
    assert "waiting-title" not in reza.get("/panel").text


def test_it_joins_no_two_messages_and_leaves_no_gap(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE)
    move(app, code, people.sara, Status.PENDING)
    page = document(reza.get(f"/tickets/{code}"))
    lines = [e.get("id").partition("-")[0] for e in page.find(".//ol[@id='entries']").iter("li") if e.get("id")]
    assert lines == ["message", "event"]
