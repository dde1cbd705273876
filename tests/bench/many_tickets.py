"""A SQLite database with as many tickets as a busy desk gathers in years, written in seconds."""

from __future__ import annotations

import math
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask

DEPARTMENTS, AGENTS, CUSTOMERS = 6, 30, 2000
YEARS = timedelta(days=730)
# How busy the hours of a UTC day are: Tehran's office hours, quiet nights.
BUSY = (2, 1, 1, 2, 6, 12, 16, 18, 16, 14, 12, 12, 10, 8, 6, 5, 4, 4, 4, 3, 2, 1, 1, 1)
TICKETS = """INSERT INTO tickets (id, code, subject, status, priority, customer_id, department_id, assignee_id,
    created_at, changed_at, waiting_key, version, public_version, last_message_id, first_replied_at, closed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 3, 3, ?, ?, ?)"""
EVENTS = """INSERT INTO events (ticket_id, actor_id, kind, old, new, after_message_id, automatic, internal, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
MESSAGES = """INSERT INTO messages (id, ticket_id, author_id, kind, body, body_html, created_at)
    VALUES (?, ?, ?, 'reply', ?, ?, ?)"""


def fill(app: Flask, number: int, now: datetime) -> None:
    """Write `number` tickets of the two years before `now`, with two messages and some five events each."""
    with app.app_context():
        file = Path(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=OFF")
    _add_people(connection, _text(now))
    tickets, events, messages = [], [], []
    for row, history, said in _tickets(number, now):
        tickets.append(row)
        events += history
        messages += said
    with connection:
        connection.executemany(TICKETS, tickets)
        connection.executemany(MESSAGES, messages)
        connection.executemany(EVENTS, sorted(events, key=lambda event: event[-1]))
    connection.close()


def _add_people(connection: sqlite3.Connection, now: str) -> None:
    departments = [(i, f"دپارتمان شمارهٔ {i}", i) for i in range(1, DEPARTMENTS + 1)]
    roles = ["admin"] + ["agent"] * (AGENTS - 1) + ["customer"] * CUSTOMERS
    people = [
        (
            i,
            f"person{i}",
            f"person{i}",
            f"p{i}@example.com",
            f"p{i}@example.com",
            f"نام {i} خانوادگی",
            "",
            "",
            role,
            now,
        )
        for i, role in enumerate(roles, 1)
    ]
    # Every agent serves half of the departments.
    serving = [(1 + (i + d) % DEPARTMENTS, i) for i in range(2, AGENTS + 1) for d in range(DEPARTMENTS // 2)]
    with connection:
        connection.executemany("INSERT INTO departments (id, name, position) VALUES (?, ?, ?)", departments)
        connection.executemany(
            "INSERT INTO users (id, username, username_key, email, email_key, full_name, mobile, password_hash, role,"
            " created_at, locale, ticket_changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'fa', 0)",
            people,
        )
        connection.executemany("INSERT INTO department_agents (department_id, user_id) VALUES (?, ?)", serving)


def _tickets(number: int, now: datetime) -> Iterator[tuple[tuple[Any, ...], list[Any], list[Any]]]:
    chance = random.Random(1404)
    for ident in range(1, number + 1):
        day = now - YEARS + YEARS * ident / number
        created = day.replace(hour=chance.choices(range(24), BUSY)[0], minute=chance.randrange(60))
        created = min(created, now - timedelta(minutes=1)) + timedelta(microseconds=chance.randrange(10**6))
        yield _ticket(ident, created, now, chance)


def _ticket(ident: int, created: datetime, now: datetime, chance: random.Random) -> tuple[Any, list[Any], list[Any]]:
    customer, agent = AGENTS + 1 + ident % CUSTOMERS, 2 + chance.randrange(AGENTS - 1)
    replied = created + timedelta(hours=chance.lognormvariate(math.log(2), 1.2))
    closed = replied + timedelta(hours=chance.lognormvariate(math.log(20), 1.1))
    steps = [(replied, "open", "answered", 1, agent), (closed, "answered", "closed", 0, customer)]
    if ident % 12 == 0:
        again = closed + timedelta(hours=chance.uniform(1, 72))
        steps += [(again, "closed", "open", 1, customer), (again + timedelta(hours=9), "open", "closed", 0, agent)]
    # One in twenty stays open; what lies ahead has not happened yet.
    steps = [step for step in steps[: 1 if ident % 20 == 0 else 4] if step[0] < now]
    status = steps[-1][2] if steps else "open"
    last = steps[-1][0] if steps else created
    waiting = last if status == "open" else datetime(9999, 1, 1, tzinfo=UTC)
    row = (
        *(ident, f"{10_000_000 + ident}", f"چاپگر شعبهٔ شمارهٔ {ident} کار نمی‌کند و کسی پاسخ نمی‌دهد", status),
        *(1 + ident % 3, customer, 1 + chance.randrange(DEPARTMENTS), agent if steps or ident % 2 else None),
        *(_text(created), _text(last), _text(waiting), 2 * ident),
        *(_text(replied) if steps else None, _text(last) if status == "closed" else None),
    )
    history: list[Any] = [
        (ident, actor, "status", old, new, 2 * ident, auto, 0, _text(at)) for at, old, new, auto, actor in steps
    ]
    history += [(ident, agent, "assignee", "", "نام", 2 * ident, 0, 1, _text(created))]
    history += [(ident, agent, "priority", "low", "high", 2 * ident, 0, 0, _text(created))] * (ident % 3)
    body = "از دیروز صبح هیچ برگه‌ای چاپ نمی‌شود. " * 8
    said = [
        (2 * ident - 1, ident, customer, body, body, _text(created)),
        (2 * ident, ident, agent, body, body, _text(last)),
    ]
    return row, history, said


def _text(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
