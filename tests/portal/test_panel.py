"""GET /panel: where a customer begins."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import HTMX, document, htmx, text_of
from tests.people import People
from tests.tickets import SUBJECT, move, open_ticket, reply


def section(client: FlaskClient, title: str) -> list[str]:
    """The subjects in the section of the panel that `title` heads."""
    found = document(client.get("/panel")).find(f".//section[@aria-labelledby='{title}']")
    return [] if found is None else [text_of(a) for a in found.iter("a") if "ticket-link" in a.get("class", "").split()]


def test_it_has_the_two_doors(reza: FlaskClient) -> None:
    links = {
        (a.get("href"), text_of(a.find(".//strong")))
        for a in document(reza.get("/panel")).iter("a")
        if a.find(".//strong") is not None
    }
    assert {("/tickets/new", "ارسال درخواست"), ("/tickets", "مدیریت درخواست")} <= links


def test_it_greets_by_name(reza: FlaskClient, people: People) -> None:
    assert people.reza.full_name in text_of(document(reza.get("/panel")).find(".//h1"))


def test_someone_new_sees_no_empty_lists(reza: FlaskClient) -> None:
    assert section(reza, "waiting-title") == section(reza, "recent-title") == []


def test_someone_new_is_shown_to_the_guide_and_the_questions(app: Flask, reza: FlaskClient, people: People) -> None:
    def shown() -> set[str]:
        main = document(reza.get("/panel")).find(".//main")
        return {a.get("href") for a in main.iter("a")} & {"/guide", "/faq"}

    assert shown() == {"/guide", "/faq"}
    open_ticket(app, people.reza)
    assert shown() == set()


def test_what_is_answered_waits_for_the_customer(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    open_ticket(app, people.reza, "بی‌پاسخ")
    assert section(reza, "waiting-title") == []
    reply(app, code, people.sara, "درست شد؟")
    assert section(reza, "waiting-title") == [SUBJECT]
    reply(app, code, people.reza, "بله.")
    assert section(reza, "waiting-title") == []


def test_the_latest_change_stands_first(app: Flask, reza: FlaskClient, people: People) -> None:
    codes = [open_ticket(app, people.reza, f"درخواست {n}") for n in range(7)]
    move(app, codes[2], people.reza, Status.CLOSED)
    assert section(reza, "recent-title") == [f"درخواست {n}" for n in (2, 6, 5, 4, 3)]


def test_nobody_elses_tickets_are_there(app: Flask, mina: FlaskClient, people: People, code: str) -> None:
    reply(app, code, people.sara, "پاسخ برای رضا")
    page = mina.get("/panel").text
    assert SUBJECT not in page
    assert code not in page


def test_a_note_changes_nothing_there(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    open_ticket(app, people.reza, "تازه‌تر")
    reply(app, code, people.sara, "یادداشت", kind=MessageKind.NOTE)
    assert section(reza, "recent-title") == ["تازه‌تر", SUBJECT]


def test_staff_are_shown_to_the_queue(sara: FlaskClient) -> None:
    for response in (sara.get("/panel"), sara.head("/panel")):
        assert (response.status_code, response.location) == (302, "/staff")


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient) -> None:
    assert client.get("/panel").location == "/login?next=/panel"
    response = client.get("/panel", headers=htmx(page="/panel"))
    assert (response.status_code, response.headers["HX-Redirect"], response.data) == (401, "/login?next=/panel", b"")


def test_htmx_gets_the_part_without_the_page(reza: FlaskClient, code: str) -> None:
    response = reza.get("/panel", headers=HTMX)
    assert "<html" not in response.text
    assert SUBJECT in response.text
