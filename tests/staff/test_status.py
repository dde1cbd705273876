"""POST /staff/tickets/CODE/status: where a ticket stands, as staff sees it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Status
from tests.browsing import HTMX, htmx, signed_in
from tests.desk import FINANCE, act, colleague
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import events, found, open_ticket, reply, snapshot

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


def move(client: FlaskClient, code: str, to: str, headers: dict[str, str] | None = None) -> TestResponse:
    return act(client, f"tickets/{code}/status", headers=headers, status=to)


def test_staff_may_give_each_of_the_four(app: Flask, sara: FlaskClient, code: str) -> None:
    steps = ["open", "pending", "answered", "closed", "open", "answered", "pending", "closed", "pending", "open"]
    for to in steps[1:]:
        answer = move(sara, code, to)
        assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{code}")
        assert found(app, code).status == to
    assert events(app, code) == [("status", old, new) for old, new in itertools.pairwise(steps)]
    assert kept_counts(app) == real_counts(app)


def test_a_second_time_is_harmless(app: Flask, sara: FlaskClient, code: str) -> None:
    for to in ("pending", "closed"):
        move(sara, code, to)
        before = snapshot(app)
        assert move(sara, code, to).status_code == 303
        assert snapshot(app) == before


def test_who_waits_under_review_goes_on_waiting_and_who_was_answered_begins_anew(
    app: Flask, sara: FlaskClient, people: People
) -> None:
    code = open_ticket(app, people.reza, at=NOON)
    move(sara, code, "pending")
    assert found(app, code).waiting_since == NOON
    for to in ("answered", "closed"):
        move(sara, code, to)
        assert found(app, code).waiting_since is None
    move(sara, code, "open")
    assert found(app, code).waiting_since > NOON


def test_when_it_was_closed_is_kept_while_it_is(app: Flask, sara: FlaskClient, code: str) -> None:
    assert found(app, code).closed_at is None
    move(sara, code, "closed")
    assert found(app, code).closed_at is not None
    move(sara, code, "open")
    assert found(app, code).closed_at is None


def test_the_first_answer_of_staff_is_kept_and_no_later_one(app: Flask, people: People) -> None:
    code = open_ticket(app, people.reza, at=NOON)
    reply(app, code, people.reza, "هستید؟", at=NOON)
    assert found(app, code).first_replied_at is None
    reply(app, code, people.sara, "بله", at=NOON)
    reply(app, code, people.sara, "باز هم")
    assert found(app, code).first_replied_at == NOON


def test_htmx_gets_what_changed_and_the_customer_hears_of_it(sara: FlaskClient, reza: FlaskClient, code: str) -> None:
    part = move(sara, code, "pending", htmx("div#live"))
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert 'hx-target="#ticket-header"' in part.text
    assert "در حال بررسی" in part.text
    assert "در حال بررسی" in reza.get(f"/tickets/{code}").text


def test_nothing_else_can_be_given(app: Flask, sara: FlaskClient, code: str) -> None:
    before = snapshot(app)
    wrong = ("", "OPEN", "merged", "بسته شده", "\x00", "x" * 5000)
    assert {move(sara, code, to, headers).status_code for to in wrong for headers in ({}, HTMX)} == {422}
    assert act(sara, f"tickets/{code}/status").status_code == 422
    assert snapshot(app) == before


def test_nobody_else_may(app: Flask, client: FlaskClient, reza: FlaskClient, people: People, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert [move(each, code, "closed").status_code for each in (reza, nima)] == [404, 404]
    assert move(signed_in(app, people.admin), "00000000", "closed").status_code == 404
    assert move(client, code, "closed").location.startswith("/login")
    assert found(app, code).status is Status.OPEN
