"""What pages show around their lists: how many tickets there are of each kind, what may be chosen, what is newest.

All of it is asked through its viewer, and each by one query.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, String, cast, func, literal, select, union_all

from . import access
from .extensions import db
from .models import Department, Event, Message, SavedView, Ticket, TicketCount, User
from .models.words import Role, Status


def counts_by_status(user: User, query: str = "") -> dict[str, int]:
    """How many tickets `user` may see in each status, of those that hold `query`; no status is left out."""
    counts = _counts_by_status(user.role)
    if query:
        counts = counts.where(access.holding(user, query))
    rows = db.session.execute(counts, {"viewer": user.id})
    found: dict[Status, int] = dict(rows.all())
    return {status.value: found.get(status, 0) for status in Status}


@cache
def _counts_by_status(role: Role) -> Select[Status, int]:
    return access.tickets_seen_by(role).with_only_columns(Ticket.status, func.count()).group_by(Ticket.status)


def counts_by_view(user: User) -> dict[str, int]:
    """How many tickets each view of the queue holds for `user`, from the kept counts: one query, no scan of tickets."""
    views = dict.fromkeys(("mine", "unassigned", *Status, "all"), 0)
    for assignee, status, number in db.session.execute(_counts_by_view(user.role), {"viewer": user.id}):
        views[status] += number
        views["all"] += number
        if status is not Status.CLOSED:
            views["mine"] += number if assignee == user.id else 0
            views["unassigned"] += number if assignee == 0 else 0
    return views


@cache
def _counts_by_view(role: Role) -> Select[int, Status, int]:
    counts = select(TicketCount.assignee_key, TicketCount.status, func.sum(TicketCount.number))
    counts = counts.where(access.kept_counts_seen_by(role))
    return counts.group_by(TicketCount.assignee_key, TicketCount.status)


def kept_count(user: User, *which: ColumnElement[bool]) -> Any:
    """A query within a query: the sum of the kept counts `which`, of tickets that `user` may see, with the id of `user`
    as the value `viewer`.
    """
    counts = select(func.coalesce(func.sum(TicketCount.number), 0))
    return counts.where(access.kept_counts_seen_by(user.role), *which).scalar_subquery()


def desk_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The departments in use and the active staff, as pairs of what a form sends and what it shows; one query."""
    found: dict[str, list[tuple[str, str]]] = {"department": [], "agent": []}
    for kind, value, name, _position in db.session.execute(_desk_choices()):
        found[kind].append((value, name))
    return found["department"], found["agent"]


@cache
def _desk_choices() -> CompoundSelect[str, str, str, int]:
    departments = select(
        literal("department"),
        cast(Department.id, String),
        Department.name.label("name"),
        Department.position.label("place"),
    ).where(Department.retired_at.is_(None))
    agents = select(literal("agent"), User.username, User.full_name, literal(0)).where(
        User.role != Role.CUSTOMER, User.disabled_at.is_(None)
    )
    return union_all(departments, agents).order_by("place", "name")


def desk_now(user: User) -> tuple[str, list[SavedView]]:
    """The version of the desk and the saved views that `user` sees, own ones first; one query.

    The version changes with every message and event of any ticket: it is the newest id of each, by their primary keys.
    """
    found = db.session.execute(_desk_now(), {"viewer": user.id}).all()
    message, event, _view = found[0]
    return f"{message or 0}-{event or 0}", [view for _message, _event, view in found if view]


@cache
def _desk_now() -> Select[Any]:
    newest = select(
        select(func.max(Message.id)).scalar_subquery().label("message"),
        select(func.max(Event.id)).scalar_subquery().label("event"),
    ).subquery()
    with_views = select(newest.c.message, newest.c.event, SavedView).select_from(newest)
    return with_views.outerjoin(SavedView, SavedView.is_seen_by(access.VIEWER)).order_by(
        *SavedView.own_first(access.VIEWER)
    )
