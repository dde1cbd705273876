"""The filter of the queue: what may be asked of it, and the tickets that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import aliased

from .. import access, jalali, overview
from ..models import Ticket, TicketCount, User
from ..models.paging import SORTS, row_id
from ..models.words import Priority, Role, Status
from ..persian import clean_line

NOBODY = "nobody"
TEXT_MAX_LENGTH = 200
VIEWS = {
    "mine": _l("Mine"),
    "unassigned": _l("Unassigned"),
    "open": _l("Waiting for an answer"),
    "pending": _l("Under review"),
    "answered": _l("Answered"),
    "closed": _l("Closed"),
    "all": _l("All"),
}
SORT_LABELS = {
    "waiting": _l("Longest wait first"),
    "changed": _l("Last change first"),
    "priority": _l("Priority first"),
}
START = "open"
ALLOWED: dict[str, set[str]] = {
    "view": set(VIEWS),
    "status": set(Status),
    "priority": set(Priority),
    "sort": set(SORTS),
}
NOT_A_DAY = _l("Write the day like 1405/08/12.")
NARROWING = ("status", "department", "priority", "assignee", "from_", "to")
# Counted no further: "99+" says enough, and a count costs no more than that.
COUNTED_TO = 100


@dataclass(frozen=True)
class Filter:
    """What the queue is asked for; every field is the text of the address, "" where nothing was asked."""

    view: str = ""
    q: str = ""
    status: str = ""
    department: str = ""
    priority: str = ""
    assignee: str = ""
    from_: str = ""
    to: str = ""
    sort: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> Filter:
        """The filter that an address asks for; a word that is on no list counts as not said."""
        said = {
            name: clean_line(text)[:TEXT_MAX_LENGTH] if (text := args.get(key)) else "" for name, key in KEYS.items()
        }
        for name, words in ALLOWED.items():
            if said[name] not in words:
                said[name] = ""
        try:
            said["department"] = str(row_id(said["department"]))
        except ValueError:
            said["department"] = ""
        # Looked for by its words or its status, a ticket may be anywhere; else the queue is what waits for us.
        said["view"] = said["view"] or ("all" if said["q"] or said["status"] else START)
        said["sort"] = said["sort"] or _usual_sort(said["view"])
        return cls(**said)

    @classmethod
    def of_query(cls, query: str) -> Filter:
        """The filter that a saved view kept."""
        return cls.of(dict(parse_qsl(query)))

    @property
    def query(self) -> str:
        """The filter as the query of an address, in one canonical form, without the page."""
        return urlencode({key: value for name, key in KEYS.items() if (value := getattr(self, name))})

    @property
    def label(self) -> str:
        """What the view is called."""
        return str(VIEWS[self.view])

    @property
    def usual_sort(self) -> str:
        """The order of the view where none is asked for."""
        return _usual_sort(self.view)

    @property
    def narrowed(self) -> int:
        """By how many fields the view is narrowed; the search aside."""
        return sum(bool(getattr(self, name)) for name in NARROWING)

    @property
    def is_bare(self) -> bool:
        """Whether nothing is asked for but a view, in its usual order."""
        return not (self.q or self.narrowed) and self.sort == self.usual_sort

    def errors(self, zone: ZoneInfo) -> dict[str, LazyString]:
        """What is wrong with the days, by the name of the field."""
        wrong = {}
        for name in ("from_", "to"):
            if text := getattr(self, name):
                try:
                    jalali.parse_day(text, zone)
                except ValueError:
                    wrong[name.rstrip("_")] = NOT_A_DAY
        return wrong

    def tickets(self, user: User, zone: ZoneInfo) -> Select[Ticket]:
        """A query for the tickets that `user` may see and that answer the filter; a wrong day is not asked for.

        Whoever asks it gives the id of `user` as the value `viewer`.
        """
        query = _in_view(self.view, user.role)
        if self.q:
            query = query.where(access.holding(user, self.q))
        if self.status:
            query = query.where(Ticket.status == Status(self.status))
        if self.department:
            query = query.where(Ticket.department_id == int(self.department))
        if self.priority:
            query = query.where(Ticket.priority == Priority(self.priority))
        if self.assignee == NOBODY:
            query = query.where(Ticket.assignee_id.is_(None))
        elif self.assignee:
            # Apart from the people whom a caller joins for showing.
            agent = aliased(User)
            query = query.where(Ticket.assignee_id.in_(select(agent.id).where(agent.username == self.assignee)))
        with suppress(ValueError):
            query = query.where(Ticket.created_at >= jalali.parse_day(self.from_, zone)[0])
        with suppress(ValueError):
            query = query.where(Ticket.created_at < jalali.parse_day(self.to, zone)[1])
        return query

    def count(self, user: User, zone: ZoneInfo) -> Any:
        """A query within a query: how many tickets answer the filter, with the id of `user` as the value `viewer`;
        where the kept counts do not know it, they are counted, up to COUNTED_TO.
        """
        if not (self.q or self.priority or self.from_ or self.to):
            return overview.kept_count(user, *self._kept(user))
        few = self.tickets(user, zone).with_only_columns(literal(1).label("one")).limit(COUNTED_TO).subquery()
        return select(func.count()).select_from(few).scalar_subquery()

    def _kept(self, user: User) -> Iterator[ColumnElement[bool]]:
        """The conditions of the filter on the kept counts; the same as those of `tickets`."""
        if self.view in ("mine", "unassigned"):
            yield TicketCount.assignee_key == (user.id if self.view == "mine" else 0)
            yield TicketCount.status != Status.CLOSED
        elif self.view != "all":
            yield TicketCount.status == Status(self.view)
        if self.status:
            yield TicketCount.status == Status(self.status)
        if self.department:
            yield TicketCount.department_id == int(self.department)
        if self.assignee == NOBODY:
            yield TicketCount.assignee_key == 0
        elif self.assignee:
            yield TicketCount.assignee_key.in_(select(User.id).where(User.username == self.assignee))


@cache
def _in_view(view: str, role: Role) -> Select[Ticket]:
    query, living = access.tickets_seen_by(role), Ticket.status != Status.CLOSED
    match view:
        case "mine":
            return query.where(Ticket.assignee_id == access.VIEWER, living)
        case "unassigned":
            return query.where(Ticket.assignee_id.is_(None), living)
        case "all":
            return query
        case _:
            return query.where(Ticket.status == Status(view))


# The fields, and what they are called in an address.
KEYS = {field.name: field.name.rstrip("_") for field in fields(Filter)}


def _usual_sort(view: str) -> str:
    return "waiting" if view in (START, "mine", "unassigned") else "changed"
