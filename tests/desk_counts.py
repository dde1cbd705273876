"""The numbers beside the views of the queue: as they are kept, and counted one by one."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import Ticket, TicketCount

from . import tickets
from .desk import given


def kept_counts(app: Flask) -> dict[tuple[int, int, str], int]:
    """The counters of the side bar, by department, assignee (0: nobody) and status; those that are 0 left out."""
    with app.app_context():
        rows = tickets.db.session.scalars(select(TicketCount).where(TicketCount.number != 0))
        return {(row.department_id, row.assignee_key, row.status.value): row.number for row in rows}


def real_counts(app: Flask) -> dict[tuple[int, int, str], int]:
    """The same, counted one by one."""
    counted: dict[tuple[int, int, str], int] = {}
    with app.app_context():
        for ticket in tickets.db.session.scalars(select(Ticket)):
            key = ticket.department_id, ticket.assignee_id or 0, ticket.status.value
            counted[key] = counted.get(key, 0) + 1
    return counted


def views(client: FlaskClient) -> dict[str, int]:
    """The number beside each view of the side bar."""
    return {name: count for name, _label, count in given(client, "/staff", view="all")["views"]}
