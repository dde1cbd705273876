"""GET /tickets by htmx: pieces, and the poll for what is new."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import HTMX, document, htmx
from tests.people import People
from tests.tickets import SUBJECT, move, open_ticket, reply

LIST = htmx("div#ticket-list")


def poll_address(client: FlaskClient, address: str = "/tickets") -> str:
    found: str = document(client.get(address)).find(".//div[@id='ticket-list']").get("hx-get")
    return found


def test_htmx_gets_the_part_without_the_page(reza: FlaskClient, code: str) -> None:
    response = reza.get("/tickets", headers=HTMX)
    assert "<html" not in response.text
    assert "<title>" in response.text
    assert SUBJECT in response.text


def test_asking_for_the_list_gives_it_alone(reza: FlaskClient, code: str) -> None:
    response = reza.get("/tickets?status=open", headers=LIST)
    assert response.text.lstrip().startswith("<div")
    assert document(response).find("body")[0].get("id") == "ticket-list"
    assert "<title>" not in response.text


def test_the_list_is_the_same_piece_in_the_page_and_alone(reza: FlaskClient, code: str) -> None:
    alone = reza.get("/tickets", headers=LIST).text.strip()
    assert alone in reza.get("/tickets").text


def test_a_poll_finds_nothing_until_something_changes(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll_address(reza)
    response = reza.get(address, headers=LIST)
    assert (response.status_code, response.data) == (204, b"")
    reply(app, code, people.sara, "پاسخ")
    response = reza.get(address, headers=LIST)
    assert response.status_code == 200
    assert "پاسخ داده شده" in response.text
    assert reza.get(poll_address(reza), headers=LIST).status_code == 204


@pytest.mark.parametrize("change", ["open", "close", "reply"])
def test_each_change_is_news(app: Flask, reza: FlaskClient, people: People, code: str, change: str) -> None:
    address = poll_address(reza)
    if change == "open":
        open_ticket(app, people.reza)
    elif change == "close":
        move(app, code, people.sara, Status.CLOSED)
    else:
        reply(app, code, people.reza, "یک چیز دیگر")
    assert reza.get(address, headers=LIST).status_code == 200


def test_what_happens_elsewhere_is_no_news(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll_address(reza)
    other = open_ticket(app, people.mina)
    reply(app, other, people.sara, "پاسخ به مینا")
    reply(app, code, people.sara, "این را مشتری نباید بداند", kind=MessageKind.NOTE)
    assert reza.get(address, headers=LIST).status_code == 204


def test_the_poll_keeps_the_filter_the_search_and_the_page(app: Flask, reza: FlaskClient, people: People) -> None:
    for n in range(27):
        open_ticket(app, people.reza, f"چاپگر {n}")
    older = document(reza.get("/tickets?status=open&q=چاپگر")).find(".//a[@rel='next']").get("href")
    shown = parse_qs(urlsplit(older).query)
    polled = parse_qs(urlsplit(poll_address(reza, older)).query)
    assert {name: polled[name] for name in ("status", "q", "page")} == shown
    assert set(polled) == {*shown, "since"}


def test_without_htmx_an_address_with_a_version_is_a_page_like_any_other(reza: FlaskClient, code: str) -> None:
    assert reza.get(poll_address(reza)).status_code == 200


def test_when_the_session_has_ended_the_poll_says_where_to_log_in(reza: FlaskClient, code: str) -> None:
    address = poll_address(reza)
    reza.delete_cookie("hamyar")
    response = reza.get(address, headers=htmx("div#ticket-list", "/tickets?status=open"))
    assert (response.status_code, response.data) == (401, b"")
    assert response.headers["HX-Redirect"] == "/login?next=/tickets?status%3Dopen"


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient) -> None:
    assert client.get("/tickets?status=open").location == "/login?next=/tickets?status%3Dopen"


def test_staff_are_shown_to_the_queue(sara: FlaskClient) -> None:
    assert sara.get("/tickets").location == "/staff"
