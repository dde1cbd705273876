"""The few words that the domain is made of, and what people call them."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Dialect, Enum, SmallInteger
from sqlalchemy.types import TypeDecorator


class Role(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    ADMIN = "admin"


class Status(StrEnum):
    OPEN = "open"
    PENDING = "pending"
    ANSWERED = "answered"
    CLOSED = "closed"


class Priority(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Urgency(StrEnum):
    """How late an answer of staff is."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


class MessageKind(StrEnum):
    REPLY = "reply"
    NOTE = "note"


class EventKind(StrEnum):
    STATUS = "status"
    PRIORITY = "priority"
    DEPARTMENT = "department"
    ASSIGNEE = "assignee"
    MERGED = "merged"  # this ticket went into another
    JOINED = "joined"  # another came into this one
    UNMERGED = "unmerged"
    SPLIT = "split"  # a message of this ticket became one of its own
    SPLIT_FROM = "split_from"


LABELS: dict[StrEnum, LazyString] = {
    Role.CUSTOMER: _l("Customer"),
    Role.AGENT: _l("Agent"),
    Role.ADMIN: _l("Admin"),
    Status.OPEN: _l("Waiting for an answer"),
    Status.PENDING: _l("Under review"),
    Status.ANSWERED: _l("Answered"),
    Status.CLOSED: _l("Closed"),
    Priority.LOW: _l("Low"),
    Priority.MEDIUM: _l("Medium"),
    Priority.HIGH: _l("High"),
    Urgency.CALM: _l("Waiting"),
    Urgency.SOON: _l("Getting late"),
    Urgency.LATE: _l("Late"),
}


def word_column(words: type[StrEnum], *, check: bool = True) -> Enum:
    """A column type that holds one of `words` by its value, with the same CHECK on every database.

    Without `check` the words may grow without rebuilding the table.
    """
    return Enum(
        words,
        native_enum=False,
        create_constraint=check,
        length=16,
        name=words.__name__.lower(),
        values_callable=lambda enum: [word.value for word in enum],
    )


class PriorityRank(TypeDecorator[Priority]):
    """A priority, kept as its rank from 1 so that the database can sort by it."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Priority | str | None, dialect: Dialect) -> int | None:
        return None if value is None else list(Priority).index(Priority(value)) + 1

    def process_result_value(self, value: int | None, dialect: Dialect) -> Priority | None:
        return None if value is None else list(Priority)[value - 1]


def utc_now() -> datetime:
    return datetime.now(UTC)
