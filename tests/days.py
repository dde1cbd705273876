"""Moments in the time of Tehran, and requests that came and went at them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import jalali
from hamyar_support.models import User
from hamyar_support.models.report import Report
from hamyar_support.models.words import Status

from .desk import given
from .people import Person
from .tickets import open_ticket, reply, ticket_of, writing

TEHRAN = ZoneInfo("Asia/Tehran")


def at(day: str, clock: str = "12:00", zone: ZoneInfo = TEHRAN) -> datetime:
    """The moment, in UTC, when it is `clock` ("12:00", "23:59:59.999999") in `zone` on the Jalali day "1404/8/12"."""
    start = jalali.parse_day(day, zone)[0].astimezone(zone)
    hour, minute, *seconds = clock.split(":")
    second, _, fraction = (seconds[0] if seconds else "0").partition(".")
    parts = {"hour": int(hour), "minute": int(minute), "second": int(second)}
    return start.replace(**parts, microsecond=int(fraction.ljust(6, "0"))).astimezone(UTC)


def request(
    app: Flask,
    customer: Person,
    agent: Person,
    opened: datetime,
    *,
    answered: datetime | None = None,
    closed: datetime | None = None,
    **options: Any,
) -> str:
    """A request of `customer`, answered and closed by `agent` at those moments, if ever; gives its code."""
    code = open_ticket(app, customer, at=opened, **options)
    if answered:
        reply(app, code, agent, "پاسخ", at=answered)
    if closed:
        set_status(app, code, agent, Status.CLOSED, closed)
    return code


def set_status(app: Flask, code: str, by: Person, status: Status, moment: datetime) -> None:
    with writing(app) as session:
        ticket_of(session, code).move_to(status, session.get_one(User, by.id), moment)


def assign(app: Flask, code: str, agent: Person) -> None:
    with writing(app) as session:
        person = session.get_one(User, agent.id)
        ticket_of(session, code).assign_to(person, person)


def report(client: FlaskClient, first: str, last: str, **query: Any) -> Report:
    """The report that the page shows for the Jalali days `first` to `last`."""
    found: Report = given(client, "/staff/reports", **{"from": first, "to": last}, **query)["pictures"].report
    return found


def numbers(found: Report) -> list[tuple[int, int, int, int]]:
    """Opened, closed, re-opened and still open, day by day."""
    return [(day.opened, day.closed, day.reopened, day.backlog) for day in found.days]
