"""POST /staff/bulk/undo: taking a change to many tickets back, a moment later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from hamyar_support.models import Event
from hamyar_support.models.bulk import UNDO_WITHIN
from hamyar_support.models.words import Priority, Status, utc_now
from tests.browsing import HTMX, signed_in
from tests.desk import FINANCE, act, assign, colleague, open_tickets, statuses
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import department, found, move, reply, snapshot, writing


@pytest.fixture
def chosen(app: Flask, people: People) -> list[str]:
    """Four tickets, each in a state of its own."""
    waiting, answered, pending, closed = open_tickets(app, people.reza, 4, at=utc_now() - timedelta(days=3))
    reply(app, answered, people.sara, "پاسخ")
    move(app, pending, people.sara, Status.PENDING)
    move(app, closed, people.sara, Status.CLOSED)
    assign(app, pending, people.admin, people.sara)
    return [waiting, answered, pending, closed]


def change(app: Flask, client: FlaskClient, codes: list[str], **changes: Any) -> str:
    """Change many; gives the batch."""
    act(client, "bulk", codes=codes, **changes)
    with app.app_context(), writing(app) as session:
        return session.scalars(select(Event.batch).order_by(Event.id.desc()).limit(1)).one()


def state(app: Flask, codes: list[str]) -> list[tuple[Any, ...]]:
    tickets = [found(app, code) for code in codes]
    return [
        (t.status, t.priority, t.department_id, t.assignee_id, t.waiting_key, t.closed_at, t.first_replied_at)
        for t in tickets
    ]


@pytest.mark.parametrize("status", ["closed", "open", "answered", "pending"])
def test_all_is_as_it_was(app: Flask, sara: FlaskClient, chosen: list[str], status: str) -> None:
    before = state(app, chosen)
    place = department(app, FINANCE)
    batch = change(app, sara, chosen, status=status, priority="high", department=place, assignee="sara")
    assert state(app, chosen) != before
    answer = act(sara, "bulk/undo", batch=batch)
    assert (answer.status_code, answer.location) == (303, "/staff")
    assert state(app, chosen) == before
    assert kept_counts(app) == real_counts(app)


def test_it_says_how_many_and_offers_no_way_back_from_there(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    batch = change(app, sara, chosen, status="closed")
    part = act(sara, "bulk/undo", batch=batch, headers=HTMX)
    assert (part.status_code, "<html" in part.text, "۳" in part.text) == (200, False, True)
    assert "bulk/undo" not in part.text


def test_a_second_time_changes_nothing(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    batch = change(app, sara, chosen, status="closed", priority="low")
    act(sara, "bulk/undo", batch=batch)
    before = snapshot(app)
    assert act(sara, "bulk/undo", batch=batch).status_code == 303
    assert snapshot(app) == before


def test_what_somebody_changed_since_stays(app: Flask, sara: FlaskClient, people: People, chosen: list[str]) -> None:
    waiting, answered, pending, _closed = chosen
    batch = change(app, sara, chosen, status="closed", priority="high", assignee="sara")
    reply(app, waiting, people.reza, "هنوز خراب است")
    assign(app, answered, people.admin, people.admin)
    act(sara, "bulk/undo", batch=batch)
    assert statuses(app, [waiting, answered, pending]) == [Status.OPEN, Status.ANSWERED, Status.PENDING]
    assert found(app, waiting).waiting_since > utc_now() - timedelta(minutes=1)
    assert [found(app, code).assignee_id for code in (waiting, answered)] == [None, people.admin.id]
    assert {found(app, code).priority for code in chosen} == {Priority.MEDIUM}


def test_it_is_offered_for_a_moment_only(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    batch = change(app, sara, chosen, status="closed")
    with writing(app) as session:
        session.execute(update(Event).where(Event.batch == batch).values(created_at=utc_now() - UNDO_WITHIN))
    assert timedelta(seconds=10) <= UNDO_WITHIN
    before = snapshot(app)
    act(sara, "bulk/undo", batch=batch)
    assert snapshot(app) == before


def test_nobody_takes_back_what_another_did(app: Flask, sara: FlaskClient, people: People, chosen: list[str]) -> None:
    batch = change(app, sara, chosen, status="closed")
    before = snapshot(app)["events"]
    for client in (signed_in(app, people.admin), signed_in(app, colleague(app, "nima"))):
        assert act(client, "bulk/undo", batch=batch).status_code == 303
    for wrong in ("", "x", "' OR 1=1", "0" * 32):
        act(sara, "bulk/undo", batch=wrong)
    assert act(signed_in(app, people.reza), "bulk/undo", batch=batch).status_code == 404
    assert snapshot(app)["events"] == before
