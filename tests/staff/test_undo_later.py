"""POST /staff/bulk/undo after somebody has written or changed things meanwhile: nobody is lost sight of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status, utc_now
from tests.desk import FINANCE, act, assign
from tests.people import People
from tests.tickets import department, found, move, open_ticket, reply

from .test_undo import change


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ANSWERED])
def test_a_customer_who_has_written_meanwhile_goes_on_waiting(
    app: Flask, sara: FlaskClient, people: People, code: str, status: Status
) -> None:
    reply(app, code, people.sara, "پاسخ")
    move(app, code, people.sara, status)
    batch = change(app, sara, [code], status="open")
    reply(app, code, people.reza, "هنوز خراب است")
    act(sara, "bulk/undo", batch=batch)
    ticket = found(app, code)
    assert (ticket.status, ticket.waiting_since is None) == (Status.OPEN, False)


def test_whom_somebody_has_answered_meanwhile_waits_no_more(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    batch = change(app, sara, [code], status="answered")
    reply(app, code, people.admin, "پاسخ")
    act(sara, "bulk/undo", batch=batch)
    assert (found(app, code).status, found(app, code).waiting_since) == (Status.ANSWERED, None)


def test_a_note_is_no_answer(app: Flask, sara: FlaskClient, people: People) -> None:
    code = open_ticket(app, people.reza, at=utc_now() - timedelta(days=1))
    waits = found(app, code).waiting_since
    batch = change(app, sara, [code], status="answered")
    reply(app, code, people.admin, "یادداشت", kind=MessageKind.NOTE)
    act(sara, "bulk/undo", batch=batch)
    assert (found(app, code).status, found(app, code).waiting_since) == (Status.OPEN, waits)


def test_what_somebody_changed_and_brought_back_is_theirs(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    place = department(app, FINANCE)
    first = found(app, code).department_id
    wanted = {"status": "closed", "priority": "high", "department": place, "assignee": "sara"}
    batch = change(app, sara, [code], **wanted)
    act(sara, "bulk", codes=code, status="open", priority="low", department=first, assignee="nobody")
    assign(app, code, people.sara, people.admin)
    act(sara, "bulk", codes=code, **wanted)
    before = found(app, code)
    act(sara, "bulk/undo", batch=batch)
    after = found(app, code)
    for name in ("status", "priority", "department_id", "assignee_id", "closed_at", "version"):
        assert getattr(after, name) == getattr(before, name), name
