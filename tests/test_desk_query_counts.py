"""What the desk costs: as many statements for ten tickets as for ten thousand, and none that reads a table through."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from hamyar_support.extensions import db
from hamyar_support.models import Event, Message, SavedView, SearchEntry, Ticket
from hamyar_support.models.ticket import NOBODY_WAITS
from hamyar_support.models.words import EventKind, MessageKind, Priority, Status
from hamyar_support.persian import search_text

from .browsing import htmx, signed_in
from .desk import FINANCE, colleague, given
from .desk_counts import kept_counts, real_counts
from .people import People
from .plans import costs, is_capped, reading_through
from .tickets import department, open_ticket, writing

FEW, MANY = 10, 10_000
NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
QUEUE = ("", *(f"?view={view}" for view in ("mine", "unassigned", "answered", "all")))
QUEUE += tuple(f"?view=all&sort={sort}" for sort in ("waiting", "changed", "priority"))
QUEUE += (
    "?priority=high&department=1&from=1405/01/01",
    "?q=چاپگر",
    "?q=ناموجود",
    "?view=all&assignee=nobody&sort=priority",
)


def fill(app: Flask, people: People, start: int, end: int) -> None:
    """Write tickets with these ids, in all states, each with a message, an event and its words, past the models."""
    places = [department(app), department(app, FINANCE)]
    tickets: list[dict[str, Any]] = []
    for n in range(start, end):
        status = list(Status)[n % 4]
        at = NOON + timedelta(minutes=n)
        waits = at if status in (Status.OPEN, Status.PENDING) else NOBODY_WAITS
        row = {"id": n, "code": f"{30_000_000 + n}", "subject": "چاپگر", "status": status, "waiting_key": waits}
        row |= {"customer_id": (people.reza.id, people.mina.id)[n % 2], "department_id": places[n % 2]}
        row |= {"assignee_id": (None, people.sara.id, None)[n % 3], "priority": list(Priority)[n % 3]}
        tickets.append({**row, "created_at": at, "changed_at": at, "last_message_id": n})
    said = {"kind": MessageKind.REPLY, "body": "چاپ نمی‌شود", "body_html": "چاپ نمی‌شود"}
    moved = {"kind": EventKind.PRIORITY, "old": "low", "new": "high", "actor_id": people.sara.id}
    with writing(app) as session:
        session.execute(insert(Ticket), tickets)
        ids = [(row["id"], row["created_at"], row["customer_id"]) for row in tickets]
        session.execute(
            insert(Message),
            [{**said, "id": n, "ticket_id": n, "author_id": who, "created_at": at} for n, at, who in ids],
        )
        session.execute(
            insert(Event), [{**moved, "ticket_id": n, "after_message_id": n, "created_at": at} for n, at, _who in ids]
        )
        words = {"internal": False, "text": search_text("چاپگر چاپ نمی‌شود")}
        session.execute(insert(SearchEntry), [{**words, "ticket_id": n, "message_id": n} for n, _at, _who in ids])
    with app.app_context(), db.engine.connect() as connection:
        # As PostgreSQL does by itself, also for what earlier tests have left behind.
        analyze = "ANALYZE" if db.engine.name == "sqlite" else "VACUUM ANALYZE"
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(analyze))


@pytest.fixture
def readers(app: Flask, people: People) -> list[FlaskClient]:
    """An agent of all departments and one of one; two saved views stand in their side bars."""
    kian = colleague(app, "kian", "کیان", FINANCE)
    with writing(app) as session:
        for query in ("view=all&priority=high", "view=unassigned&q=چاپگر"):
            session.add(SavedView(owner_id=people.sara.id, name="ن", query=query, shared=True))
    return [signed_in(app, person) for person in (people.sara, kian)]


def test_the_desk_costs_the_same_for_ten_tickets_and_for_ten_thousand(
    app: Flask, people: People, readers: list[FlaskClient]
) -> None:
    fill(app, people, 1, FEW + 1)
    pages = [f"/staff{query}" for query in QUEUE] + ["/staff/tickets/30000001", "/staff/tickets/30000001/canned"]
    few = {
        (n, path): len(costs(reader, path))
        for n, reader in enumerate(readers)
        for path in pages
        if n != 1 or "/t" not in path
    }
    fill(app, people, FEW + 1, MANY + 1)
    many = {(n, path): costs(readers[n], path) for n, path in few}
    assert {key: len(statements) for key, statements in many.items()} == few
    assert {key: number for key, number in few.items() if number > 6 and "tickets" not in key[1]} == {}
    assert kept_counts(app) == real_counts(app)
    for sort in ("waiting", "changed", "priority"):
        cursor = given(readers[0], f"/staff?view=all&sort={sort}")["page"].older
        many[0, sort] = costs(readers[0], f"/staff?view=all&sort={sort}&page={cursor}")
    through = {
        (key, step)
        for key, statements in many.items()
        for statement, values in statements
        if not is_capped(statement)
        for step in reading_through(app, statement, values)
    }
    assert through == set()


def test_the_numbers_of_the_views_are_not_counted(app: Flask, people: People, readers: list[FlaskClient]) -> None:
    for reader in readers:
        (counted,) = (statement for statement, _values in costs(reader, "/staff") if "sum(" in statement)
        assert re.findall(r"(?:FROM|JOIN) (\w+)", counted)[0] == "ticket_counts"
        assert not re.search(r"\btickets\b", counted)


def test_a_poll_that_finds_nothing_costs_two(app: Flask, sara: FlaskClient, people: People) -> None:
    open_ticket(app, people.reza)
    version = given(sara, "/staff")["version"]
    statements = costs(sara, f"/staff?since={version}", htmx("div#queue"))
    assert len(statements) == 2
    assert [statement for statement, _values in statements if " tickets" in statement] == []
