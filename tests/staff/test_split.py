"""POST /staff/tickets/CODE/split: a message becomes a request of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Ticket
from hamyar_support.models.words import Priority, Status
from tests.browsing import signed_in
from tests.desk import FINANCE, TICKET, act, assign, colleague, queue
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import attachment_ids, count, events, found

from .test_merge import bodies

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


def split(client: FlaskClient, digression: SimpleNamespace, **data: Any) -> TestResponse:
    return act(client, f"tickets/{digression.code}/split", **{"message": digression.other, "subject": "برق", **data})


def new_code(answer: TestResponse) -> str:
    assert answer.status_code == 303
    match = TICKET.match(answer.location)
    assert match
    return match[1]


def test_the_message_moves_into_a_ticket_of_the_same_customer(
    app: Flask, sara: FlaskClient, people: People, digression: SimpleNamespace
) -> None:
    code = new_code(split(sara, digression, subject="  برقِ   شعبه "))
    assert code != digression.code
    ticket = found(app, code)
    assert (ticket.subject, ticket.customer_id, ticket.department.name) == ("برقِ شعبه", people.reza.id, FINANCE)
    assert (ticket.priority, ticket.assignee_id) == (Priority.HIGH, None)
    assert (ticket.status, ticket.waiting_since, ticket.created_at) == (Status.OPEN, *[NOON + timedelta(days=1)] * 2)
    assert (bodies(app, code), ticket.last_message_id) == (["ضمناً برق هم رفت"], digression.other)
    assert len(bodies(app, digression.code)) == 3
    assert kept_counts(app) == real_counts(app)


def test_each_names_the_other_and_the_customer_sees_both(
    app: Flask, sara: FlaskClient, reza: FlaskClient, digression: SimpleNamespace
) -> None:
    code = new_code(split(sara, digression))
    assert events(app, digression.code)[-1] == ("split", "", code)
    assert events(app, code) == [("split_from", "", digression.code)]
    assert code in reza.get("/tickets").text
    assert "ضمناً برق" in reza.get(f"/tickets/{code}").text
    assert "ضمناً برق" not in reza.get(f"/tickets/{digression.code}").text
    assert (
        sara.get(f"/staff/tickets/{code}").status_code
        == sara.get(f"/staff/tickets/{digression.code}").status_code
        == 200
    )


def test_search_and_files_go_along(
    app: Flask, sara: FlaskClient, reza: FlaskClient, mina: FlaskClient, digression: SimpleNamespace
) -> None:
    code = new_code(split(sara, digression))
    assert queue(sara, q="ضمناً") == queue(sara, q="فهرست") == queue(sara, q=code) == [code]
    assert attachment_ids(app, digression.code) == []
    (ident,) = attachment_ids(app, code)
    assert [each.get(f"/attachments/{ident}").status_code for each in (sara, reza, mina)] == [200, 200, 404]


def test_one_who_would_not_see_the_new_one_stays_with_the_old(
    app: Flask, people: People, sara: FlaskClient, digression: SimpleNamespace
) -> None:
    nima = colleague(app, "nima", "نیما صدر", "فروش")
    browser = signed_in(app, nima)
    assert split(browser, digression).status_code == 404
    assign(app, digression.code, nima, people.sara)
    answer = split(browser, digression)
    assert browser.get(answer.location).status_code == 200
    assert count(app, Ticket) == 2
