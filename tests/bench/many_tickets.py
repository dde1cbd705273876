"""As many tickets as a busy desk gathers in years, written in bulk."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from flask import Flask
from sqlalchemy import insert

from hamyar_support import security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import Department, Event, Message, Ticket, User
from hamyar_support.models.department import department_agents
from hamyar_support.models.ticket import NOBODY_WAITS
from hamyar_support.models.words import EventKind, MessageKind, Priority, Role, Status

from ..people import PASSWORD

ADMIN, AGENT = "person1", "person2"
DEPARTMENTS, AGENTS, CUSTOMERS = 6, 30, 200
YEARS = timedelta(days=730)
# How busy the hours of a UTC day are: Tehran's office hours, quiet nights.
BUSY = (2, 1, 1, 2, 6, 12, 16, 18, 16, 14, 12, 12, 10, 8, 6, 5, 4, 4, 4, 3, 2, 1, 1, 1)
AT_ONCE = 5000
BODY = "از دیروز صبح هیچ برگه‌ای چاپ نمی‌شود. " * 3
Rows = dict[type, list[dict[str, Any]]]


def fill(app: Flask, number: int, now: datetime) -> None:
    """Write `number` tickets of the two years before `now`, with two messages and some five events each.

    ADMIN sees them all, AGENT those of half of the departments; both have the password of the tests.
    """
    with app.app_context():
        begin_write()
        _add_people(now, security.hash_password(PASSWORD))
        tickets = _tickets(number, now)
        while some := list(islice(tickets, AT_ONCE)):
            for table in (Ticket, Message, Event):
                rows = [row for rows in some for row in rows[table]]
                db.session.connection().execute(insert(table.__table__), rows)
        db.session.commit()


def _add_people(now: datetime, password_hash: str) -> None:
    connection = db.session.connection()
    departments = [{"id": n, "name": f"دپارتمان شمارهٔ {n}", "position": n} for n in range(1, DEPARTMENTS + 1)]
    connection.execute(insert(Department.__table__), departments)
    roles = [Role.ADMIN] + [Role.AGENT] * (AGENTS - 1) + [Role.CUSTOMER] * CUSTOMERS
    names = [(n, f"person{n}", role) for n, role in enumerate(roles, 1)]
    people = [
        {
            **dict.fromkeys(("username", "username_key"), name),
            **dict.fromkeys(("email", "email_key"), f"{name}@example.com"),
            "id": n,
            "full_name": f"نام {n} خانوادگی",
            "role": role,
            "password_hash": password_hash,
            "created_at": now,
        }
        for n, name, role in names
    ]
    connection.execute(insert(User.__table__), people)
    serving = [(1 + (n + d) % DEPARTMENTS, n) for n in range(2, AGENTS + 1) for d in range(DEPARTMENTS // 2)]
    connection.execute(insert(department_agents), [{"department_id": d, "user_id": n} for d, n in serving])


def _tickets(number: int, now: datetime) -> Iterator[Rows]:
    chance = random.Random(1404)
    for ident in range(1, number + 1):
        day = now - YEARS + YEARS * ident / number
        created = day.replace(hour=chance.choices(range(24), BUSY)[0], minute=chance.randrange(60))
        yield _ticket(ident, min(created, now - timedelta(minutes=1)), now, chance)


def _ticket(ident: int, created: datetime, now: datetime, chance: random.Random) -> Rows:
    customer, agent = AGENTS + 1 + ident % CUSTOMERS, 2 + chance.randrange(AGENTS - 1)
    replied = created + timedelta(hours=chance.lognormvariate(math.log(2), 1.2))
    closed = replied + timedelta(hours=chance.lognormvariate(math.log(20), 1.1))
    steps = [(replied, Status.OPEN, Status.ANSWERED), (closed, Status.ANSWERED, Status.CLOSED)]
    if ident % 12 == 0:
        again = closed + timedelta(hours=chance.uniform(1, 72))
        steps += [(again, Status.CLOSED, Status.OPEN), (again + timedelta(hours=9), Status.OPEN, Status.CLOSED)]
    # One in twenty stays open; what lies ahead has not happened yet.
    steps = [step for step in steps[: 1 if ident % 20 == 0 else 4] if step[0] < now]
    status, last = (steps[-1][2], steps[-1][0]) if steps else (Status.OPEN, created)
    ticket = {
        "id": ident,
        "code": f"{10_000_000 + ident}",
        "subject": f"چاپگر شعبهٔ شمارهٔ {ident} کار نمی‌کند",
        "status": status,
        "priority": list(Priority)[ident % 3],
        "customer_id": customer,
        "department_id": 1 + chance.randrange(DEPARTMENTS),
        "assignee_id": agent if steps or ident % 2 else None,
        "created_at": created,
        "changed_at": last,
        "last_message_id": 2 * ident,
        "waiting_key": last if status is Status.OPEN else NOBODY_WAITS,
        "first_replied_at": replied if steps else None,
        "closed_at": last if status is Status.CLOSED else None,
    }
    said = {"ticket_id": ident, "kind": MessageKind.REPLY, "body": BODY, "body_html": BODY}
    messages = [
        {**said, "id": 2 * ident - 1, "author_id": customer, "created_at": created},
        {**said, "id": 2 * ident, "author_id": agent, "created_at": last},
    ]
    event = {"ticket_id": ident, "actor_id": agent, "after_message_id": 2 * ident, "automatic": False}
    events = [
        {**event, "kind": EventKind.STATUS, "old": old, "new": new, "internal": False, "created_at": at}
        for at, old, new in steps
    ]
    events += [
        {**event, "kind": EventKind.ASSIGNEE, "old": "", "new": "نام", "internal": True, "created_at": created}
    ] * 2
    return {Ticket: [ticket], Message: messages, Event: events}
