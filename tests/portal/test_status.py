"""POST /tickets/CODE/status: closing and opening."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import document, htmx, send, submit, text_of
from tests.people import People
from tests.same import same
from tests.tickets import events, found, move, reply, snapshot

HEADERS = pytest.mark.parametrize("headers", [{}, htmx("div#live")], ids=["plain", "htmx"])
NOWHERE = "00000000"


def button(client: FlaskClient, code: str) -> tuple[str, str]:
    """The one button of the header: what it sends and what it is called."""
    (found,) = (e for e in document(client.get(f"/tickets/{code}")).iter("button") if e.get("name") == "status")
    return found.get("value"), text_of(found)


def test_the_button_closes_and_then_opens(app: Flask, reza: FlaskClient, code: str) -> None:
    assert button(reza, code) == ("closed", "بستن درخواست")
    response = submit(reza, f"/tickets/{code}", {"status": "closed"}, action=f"/tickets/{code}/status")
    assert (response.status_code, response.location) == (303, f"/tickets/{code}")
    assert found(app, code).status is Status.CLOSED
    assert button(reza, code) == ("open", "باز کردن درخواست")
    submit(reza, f"/tickets/{code}", {"status": "open"}, action=f"/tickets/{code}/status")
    assert found(app, code).status is Status.OPEN
    assert events(app, code) == [("status", "open", "closed"), ("status", "closed", "open")]


def test_htmx_gets_the_status_wherever_it_is_shown(reza: FlaskClient, code: str) -> None:
    response = send(reza, f"/tickets/{code}/status", {"status": "closed"}, htmx("div#live"))
    assert response.status_code == 200
    root = document(response)
    assert root.find("body")[0].get("id") == "live"
    assert [piece.get("hx-target") for piece in root.iter("hx-partial")] == [
        "#entries",
        "#ticket-header",
        "#ticket-info",
        "#flash",
    ]
    assert response.text.count('data-status="closed"') == 2
    assert "باز کردن درخواست" in response.text


@HEADERS
@pytest.mark.parametrize("status", ["closed", "open"])
def test_repeated_it_is_harmless(
    app: Flask, reza: FlaskClient, code: str, status: str, headers: dict[str, str]
) -> None:
    send(reza, f"/tickets/{code}/status", {"status": status}, headers)
    before = snapshot(app)
    assert send(reza, f"/tickets/{code}/status", {"status": status}, headers).status_code in (200, 303)
    assert snapshot(app) == before


@pytest.mark.parametrize("status", [Status.OPEN, Status.PENDING, Status.ANSWERED])
def test_opening_what_is_not_closed_leaves_it_as_it_is(
    app: Flask, reza: FlaskClient, people: People, code: str, status: Status
) -> None:
    move(app, code, people.sara, status)
    before = snapshot(app)
    send(reza, f"/tickets/{code}/status", {"status": "open"})
    assert snapshot(app) == before


@HEADERS
@pytest.mark.parametrize("status", ["pending", "answered", "", "CLOSED", "deleted", "\x00", "closed ", "9" * 999])
def test_a_customer_gives_no_other_status(
    app: Flask, reza: FlaskClient, code: str, status: str, headers: dict[str, str]
) -> None:
    before = snapshot(app)
    assert send(reza, f"/tickets/{code}/status", {"status": status}, headers).status_code == 422
    assert snapshot(app) == before


def test_a_closed_ticket_no_longer_waits_and_an_opened_one_does(app: Flask, reza: FlaskClient, code: str) -> None:
    send(reza, f"/tickets/{code}/status", {"status": "closed"})
    assert found(app, code).waiting_since is None
    send(reza, f"/tickets/{code}/status", {"status": "open"})
    assert found(app, code).waiting_since is not None


def test_a_reply_of_staff_leaves_a_closed_ticket_answered(
    app: Flask, reza: FlaskClient, people: People, code: str
) -> None:
    send(reza, f"/tickets/{code}/status", {"status": "closed"})
    reply(app, code, people.sara, "یک چیز دیگر")
    assert found(app, code).status is Status.ANSWERED


@HEADERS
def test_a_stranger_gets_the_same_404_as_for_a_ticket_that_does_not_exist(
    app: Flask, mina: FlaskClient, code: str, headers: dict[str, str]
) -> None:
    before = snapshot(app)
    answer, missing = (send(mina, f"/tickets/{c}/status", {"status": "closed"}, headers) for c in (code, NOWHERE))
    assert answer.status_code == 404
    assert same(answer, code) == same(missing, NOWHERE)
    assert snapshot(app) == before


def test_others_are_turned_away(app: Flask, client: FlaskClient, sara: FlaskClient, code: str) -> None:
    path = f"/tickets/{code}/status"
    assert send(sara, path, {"status": "closed"}).status_code == 404
    assert send(client, path, {"status": "closed"}).location == "/login"
    assert send(client, path, {"status": "closed"}, htmx("div#live")).status_code == 401
    assert found(app, code).status is Status.OPEN


def test_a_link_closes_nothing(app: Flask, reza: FlaskClient, code: str) -> None:
    assert reza.get(f"/tickets/{code}/status?status=closed").status_code == 405
    assert found(app, code).status is Status.OPEN
