"""POST /staff/tickets/CODE/priority: how urgent a ticket is."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Priority
from tests.browsing import HTMX, htmx, signed_in
from tests.desk import FINANCE, act, colleague, queue
from tests.people import People
from tests.tickets import events, found, open_ticket, snapshot


def raise_to(client: FlaskClient, code: str, to: str, headers: dict[str, str] | None = None) -> TestResponse:
    return act(client, f"tickets/{code}/priority", headers=headers, priority=to)


def test_each_of_the_three_can_be_given(app: Flask, sara: FlaskClient, code: str) -> None:
    for priority in (Priority.HIGH, Priority.LOW, Priority.MEDIUM):
        answer = raise_to(sara, code, priority)
        assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{code}")
        assert found(app, code).priority is priority
    assert events(app, code) == [
        ("priority", "medium", "high"),
        ("priority", "high", "low"),
        ("priority", "low", "medium"),
    ]


def test_a_second_time_is_harmless(app: Flask, sara: FlaskClient, code: str) -> None:
    raise_to(sara, code, "high")
    before = snapshot(app)
    assert raise_to(sara, code, "high").status_code == 303
    assert snapshot(app) == before


def test_the_queue_sorts_by_it_at_once(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    open_ticket(app, people.mina)
    raise_to(sara, code, "high")
    assert queue(sara, sort="priority")[0] == code
    raise_to(sara, code, "low")
    assert queue(sara, sort="priority")[-1] == code


def test_htmx_gets_what_changed_and_the_customer_hears_of_it(sara: FlaskClient, reza: FlaskClient, code: str) -> None:
    part = raise_to(sara, code, "high", htmx("div#live"))
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert part.text.count("بالا") >= 2
    assert "بالا" in reza.get(f"/tickets/{code}").text


def test_nothing_else_can(app: Flask, sara: FlaskClient, code: str) -> None:
    before = snapshot(app)
    wrong = ("", "HIGH", "urgent", "3", "بالا", "\x00", "x" * 5000)
    assert {raise_to(sara, code, to, headers).status_code for to in wrong for headers in ({}, HTMX)} == {422}
    assert act(sara, f"tickets/{code}/priority").status_code == 422
    assert snapshot(app) == before


def test_nobody_else_may(app: Flask, client: FlaskClient, reza: FlaskClient, people: People, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert [raise_to(each, code, "high").status_code for each in (reza, nima)] == [404, 404]
    assert raise_to(signed_in(app, people.admin), "00000000", "high").status_code == 404
    assert raise_to(client, code, "high").location.startswith("/login")
    assert found(app, code).priority is Priority.MEDIUM
