"""Sending a canned reply: what else it does, and that its use is counted."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Priority, Status
from tests.browsing import HTMX, csrf_token, document, form_fields, htmx
from tests.canned import keep, used
from tests.desk import FINANCE, act
from tests.people import People
from tests.tickets import department, events, found, open_ticket
from tests.together import at_once


def test_sending_one_does_what_it_does_and_counts_it(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    acts = {"status": Status.CLOSED, "priority": Priority.LOW, "assigns_sender": True}
    ident = keep(app, people, **acts)
    act(sara, f"tickets/{code}/messages", body="سلام رضا", canned=ident)
    ticket = found(app, code)
    assert (ticket.status, ticket.priority, ticket.assignee_id) == (Status.CLOSED, Priority.LOW, people.sara.id)
    assert ticket.first_replied_at is not None
    assert ticket.messages[-1].body == "سلام رضا"
    assert [kind for kind, _old, _new in events(app, code)] == ["status", "assignee", "priority", "status"]
    assert used(app, ident) == 1


def test_htmx_gets_all_that_it_did(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people, status=Status.CLOSED)
    answer = act(sara, f"tickets/{code}/messages", body="سلام", canned=ident, headers=htmx("div#live"))
    assert (answer.status_code, "بسته شده" in answer.text) == (200, True)


def test_one_without_actions_only_counts(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people)
    act(sara, f"tickets/{code}/messages", body="سلام", canned=ident)
    assert (found(app, code).status, found(app, code).assignee_id, used(app, ident)) == (Status.ANSWERED, None, 1)


def test_one_that_does_not_fit_or_does_not_exist_does_nothing(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    ident = keep(app, people, department_id=department(app, FINANCE), status=Status.CLOSED)
    for wrong in (ident, "", "x", "0", "-1", "9" * 9, "9" * 30, "\x00", "۱"):
        answer = act(sara, f"tickets/{code}/messages", body="سلام", canned=wrong)
        assert answer.status_code == 303, wrong
    assert (found(app, code).status, used(app, ident)) == (Status.ANSWERED, 0)


def test_a_refused_message_does_nothing_yet(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people, status=Status.CLOSED)
    answer = act(sara, f"tickets/{code}/messages", body="", canned=ident)
    assert (answer.status_code, found(app, code).status, used(app, ident)) == (422, Status.OPEN, 0)
    assert form_fields(document(answer), f"/staff/tickets/{code}/messages")["canned"] == str(ident)


def test_eight_agents_at_once_are_counted_as_eight(app: Flask, sara: FlaskClient, people: People) -> None:
    ident = keep(app, people)
    codes = [open_ticket(app, people.reza) for _ in range(8)]
    form = {"csrf_token": csrf_token(sara, "/no-such-page"), "body": "سلام", "canned": str(ident)}
    answers = at_once(sara, 8, lambda one: one.post(f"/staff/tickets/{codes.pop()}/messages", data=form, headers=HTMX))
    assert {answer.status_code for answer in answers} == {200}
    assert used(app, ident) == 8
