"""POST /staff/tickets/CODE/split: a message becomes a request of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Ticket
from hamyar_support.models.words import MessageKind, Priority, Status
from tests.browsing import HTMX
from tests.desk import FINANCE, TICKET, act, assign, colleague, kept_counts, queue, real_counts, signed_in
from tests.people import People
from tests.tickets import attachment_ids, count, events, found, open_ticket, reply, snapshot

from .test_merge import bodies

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def thread(app: Flask, people: People) -> SimpleNamespace:
    """A conversation in which the customer brings up something else, with a file."""
    code = open_ticket(app, people.reza, priority=Priority.HIGH, department=FINANCE, at=NOON)
    answer = reply(app, code, people.sara, "رسیدگی می‌کنیم")
    note = reply(app, code, people.sara, "بدحساب", kind=MessageKind.NOTE)
    files = {"فهرست.csv": b"a,b\n1,2\n"}
    other = reply(app, code, people.reza, "ضمناً برق هم رفت", files=files, at=NOON + timedelta(days=1))
    first = found(app, code).messages[0].id
    return SimpleNamespace(code=code, first=first, answer=answer, note=note, other=other)


def split(client: FlaskClient, thread: SimpleNamespace, **data: Any) -> TestResponse:
    return act(client, f"tickets/{thread.code}/split", **{"message": thread.other, "subject": "برق", **data})


def new_code(answer: TestResponse) -> str:
    assert answer.status_code == 303
    match = TICKET.match(answer.location)
    assert match
    return match[1]


def test_the_message_moves_into_a_ticket_of_the_same_customer(
    app: Flask, sara: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    code = new_code(split(sara, thread, subject="  برقِ   شعبه "))
    assert code != thread.code
    ticket = found(app, code)
    assert (ticket.subject, ticket.customer_id, ticket.department.name) == ("برقِ شعبه", people.reza.id, FINANCE)
    assert (ticket.priority, ticket.assignee_id) == (Priority.HIGH, None)
    assert (ticket.status, ticket.waiting_since, ticket.created_at) == (Status.OPEN, *[NOON + timedelta(days=1)] * 2)
    assert (bodies(app, code), ticket.last_message_id) == (["ضمناً برق هم رفت"], thread.other)
    assert len(bodies(app, thread.code)) == 3
    assert kept_counts(app) == real_counts(app)


def test_each_names_the_other_and_the_customer_sees_both(
    app: Flask, sara: FlaskClient, reza: FlaskClient, thread: SimpleNamespace
) -> None:
    code = new_code(split(sara, thread))
    assert events(app, thread.code)[-1] == ("split", "", code)
    assert events(app, code) == [("split_from", "", thread.code)]
    assert code in reza.get("/tickets").text
    assert "ضمناً برق" in reza.get(f"/tickets/{code}").text
    assert "ضمناً برق" not in reza.get(f"/tickets/{thread.code}").text
    assert (
        sara.get(f"/staff/tickets/{code}").status_code == sara.get(f"/staff/tickets/{thread.code}").status_code == 200
    )


def test_search_and_files_go_along(
    app: Flask, sara: FlaskClient, reza: FlaskClient, mina: FlaskClient, thread: SimpleNamespace
) -> None:
    code = new_code(split(sara, thread))
    assert queue(sara, q="ضمناً") == queue(sara, q="فهرست") == queue(sara, q=code) == [code]
    assert attachment_ids(app, thread.code) == []
    (ident,) = attachment_ids(app, code)
    assert [each.get(f"/attachments/{ident}").status_code for each in (sara, reza, mina)] == [200, 200, 404]


def test_what_staff_wrote_and_what_began_the_ticket_stays(
    app: Flask, sara: FlaskClient, thread: SimpleNamespace
) -> None:
    before = snapshot(app)
    for message in (thread.first, thread.answer, thread.note):
        answer = split(sara, thread, message=message)
        assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{thread.code}")
    assert split(sara, thread, message=thread.answer, headers=HTMX).status_code == 303
    assert snapshot(app) == before


def test_what_began_one_of_two_merged_tickets_stays_too(
    app: Flask, sara: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    part = open_ticket(app, people.reza)
    beginning = found(app, part).messages[0].id
    act(sara, f"tickets/{thread.code}/merge", into=part)
    thread.code = part
    for message in (thread.first, beginning):
        split(sara, thread, message=message)
    assert count(app, Ticket) == 2
    new_code(split(sara, thread))
    assert count(app, Ticket) == 3


def test_without_a_subject_or_such_a_message_nothing_happens(
    app: Flask, sara: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    elsewhere = found(app, open_ticket(app, people.reza)).messages[0].id
    before = snapshot(app)
    assert {split(sara, thread, subject=subject).status_code for subject in ("", " \u200c ", "\x00")} == {303}
    for message in ("", "x", elsewhere, thread.other + 9, 0, -1, "9" * 30):
        assert split(sara, thread, message=message).status_code == 422, message
    assert snapshot(app) == before


def test_a_second_time_there_is_nothing_left_to_split(app: Flask, sara: FlaskClient, thread: SimpleNamespace) -> None:
    split(sara, thread)
    assert split(sara, thread).status_code == 422
    assert count(app, Ticket) == 2


def test_one_who_would_not_see_the_new_one_stays_with_the_old(
    app: Flask, people: People, sara: FlaskClient, thread: SimpleNamespace
) -> None:
    nima = colleague(app, "nima", "نیما صدر", "فروش")
    browser = signed_in(app, nima)
    assert split(browser, thread).status_code == 404
    assign(app, thread.code, nima, people.sara)
    answer = split(browser, thread)
    assert browser.get(answer.location).status_code == 200
    assert count(app, Ticket) == 2


def test_customers_and_the_signed_out_may_not(
    app: Flask, client: FlaskClient, reza: FlaskClient, thread: SimpleNamespace
) -> None:
    assert split(reza, thread).status_code == 404
    assert split(client, thread).location.startswith("/login")
    assert count(app, Ticket) == 1
