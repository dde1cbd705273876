"""Makes reports: a few queries over the indexes of time, and the counting of what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, pairwise
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, func, literal, select, true, union_all

from ..extensions import db
from ..periods import Period
from .department import Department
from .event import CLOSES_OR_REOPENS, Event
from .report import Day, Group, Report, Spread
from .ticket import Ticket
from .user import User
from .words import Role, Status

SECOND = timedelta(seconds=1)
LIVING = [status for status in Status if status is not Status.CLOSED]
# The ids of a ticket's department and agent; and, for each such pair, lengths of time in seconds.
Key = tuple[Any, ...]
Waits = dict[Key, list[int]]


@dataclass(frozen=True)
class Names:
    """Departments, retired ones too, and staff, disabled ones too: pairs of key and name by their ids."""

    departments: dict[int, tuple[str, str]]
    agents: dict[int, tuple[str, str]]


def names() -> Names:
    """Whom reports can be about, in the order of forms; a department's key is its id, an agent's the username."""
    departments = select(literal(0), Department.id, literal(""), Department.name.label("name"), Department.position)
    agents = select(literal(1), User.id, User.username, User.full_name, literal(0)).where(User.role != Role.CUSTOMER)
    found: tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]] = ({}, {})
    rows = db.session.execute(union_all(departments, agents).order_by("position", "name"))
    for kind, ident, username, name, _position in rows:
        found[kind][ident] = (username or str(ident), name)
    return Names(*found)


def report(tickets: Select[Ticket], period: Period, known: Names) -> Report:
    """The report of `period` over `tickets`, those that its reader may see: four queries."""
    moments: list[datetime] = []
    answered: Waits = defaultdict(list)
    resolved: Waits = defaultdict(list)
    opened: Counter[Key] = Counter()
    for at, replied_at, *key in _opened(tickets, period):
        moments.append(at)
        opened[tuple(key)] += 1
        if replied_at:
            answered[tuple(key)].append((replied_at - at) // SECOND)
    for at, closed_at, *key in _resolved(tickets, period):
        resolved[tuple(key)].append((closed_at - at) // SECOND)
    return Report(
        period=period,
        days=_days(tickets, period, moments),
        hours=_hours(moments, period),
        response=_spread(answered.values()),
        resolution=_spread(resolved.values()),
        departments=_groups(0, opened, answered, resolved, known.departments),
        agents=_groups(1, opened, answered, resolved, known.agents),
    )


def _opened(tickets: Select[Ticket], period: Period) -> Sequence[Any]:
    within = Ticket.created_at >= period.start, Ticket.created_at < period.end
    columns = (Ticket.created_at, Ticket.first_replied_at, Ticket.department_id, Ticket.assignee_id)
    return _rows(tickets.with_only_columns(*columns).where(*within).order_by(Ticket.created_at))


def _resolved(tickets: Select[Ticket], period: Period) -> Sequence[Any]:
    within = Ticket.closed_at >= period.start, Ticket.closed_at < period.end, Ticket.merged_into_id.is_(None)
    columns = (Ticket.created_at, Ticket.closed_at, Ticket.department_id, Ticket.assignee_id)
    return _rows(tickets.with_only_columns(*columns).where(*within))


def _days(tickets: Select[Ticket], period: Period, moments: Sequence[datetime]) -> list[Day]:
    within = Event.created_at >= period.start, Event.created_at < period.end
    changes = select(Event.created_at, Event.new).where(CLOSES_OR_REOPENS, *within, _among(tickets))
    closings: dict[bool, list[datetime]] = {True: [], False: []}
    for at, new in _rows(changes.order_by(Event.created_at)):
        closings[new == Status.CLOSED].append(at)
    counts = (_by_day(found, period) for found in (moments, closings[True], closings[False]))
    days: list[Day] = []
    backlog = _open_at(tickets, period.end)
    for day, opened, closed, reopened in reversed(list(zip(period.days, *counts, strict=True))):
        days.append(Day(day, opened, closed, reopened, backlog))
        backlog += closed - opened - reopened
    return days[::-1]


def _open_at(tickets: Select[Ticket], end: datetime) -> int:
    """How many of `tickets` stood open at `end`: those that do now, taking back what has happened since."""
    number = tickets.with_only_columns(func.count())
    since = select(func.count()).select_from(Event).where(CLOSES_OR_REOPENS, Event.created_at >= end, _among(tickets))
    counts = (
        number.where(Ticket.status.in_(LIVING)),
        number.where(Ticket.created_at >= end),
        since.where(Event.new == Status.CLOSED),
        since.where(Event.new != Status.CLOSED),
    )
    now, opened, closed, reopened = _rows(select(*(count.scalar_subquery() for count in counts)))[0]
    return int(now - opened + closed - reopened)


def _among(tickets: Select[Ticket]) -> ColumnElement[bool]:
    """The condition that an event is one of `tickets`; it costs a look-up for each, which all tickets need not."""
    if tickets.whereclause is None:
        return true()
    return tickets.with_only_columns(literal(1)).where(Ticket.id == Event.ticket_id).exists()


def _rows(query: Executable) -> Sequence[Any]:
    # Past the session, which would take longer over these rows than the database does.
    return db.session.connection().execute(query).all()


def _by_day(moments: Sequence[datetime], period: Period) -> list[int]:
    """How many of `moments`, which are in order, lie in each day."""
    places = [bisect_left(moments, boundary) for boundary in period.boundaries]
    return [after - before for before, after in pairwise(places)]


def _hours(moments: Iterable[datetime], period: Period) -> list[list[int]]:
    week = [[0] * 24 for _day in range(7)]
    for moment in moments:
        local = moment.astimezone(period.zone)
        week[(local.weekday() + 2) % 7][local.hour] += 1
    return week


def _groups(
    place: int, opened: Counter[Key], answered: Waits, resolved: Waits, known: dict[int, tuple[str, str]]
) -> list[Group]:
    """A group for each value that stands at `place` in the keys, those with the most requests first."""
    keys = defaultdict(list)
    for key in {*opened, *resolved}:
        keys[key[place]].append(key)
    groups = [
        Group(
            known[ident][1] if ident else "",
            sum(opened[key] for key in parts),
            _spread(answered[key] for key in parts if key in answered),
            _spread(resolved[key] for key in parts if key in resolved),
        )
        for ident, parts in keys.items()
    ]
    return sorted(groups, key=lambda group: (-group.opened, -len(group.resolution), group.name))


def _spread(waits: Iterable[Sequence[int]]) -> Spread:
    return Spread(sorted(chain.from_iterable(waits)))
