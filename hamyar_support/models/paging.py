"""Lists page by key: a page costs the same wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, tuple_

from ..extensions import db
from .ticket import EPOCH, MICROSECOND, Ticket
from .words import Priority

PAGE_SIZE = 25
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Sort:
    """Columns that put tickets in an order, all of them up or all of them down; the id settles what they leave open."""

    columns: tuple[Any, ...]
    key: Callable[[Ticket], tuple[int, ...]]
    value: Callable[[tuple[int, ...]], tuple[Any, ...]]
    descending: bool = True


SORTS = {
    # The last change first.
    "changed": Sort(
        (Ticket.changed_at, Ticket.id),
        lambda ticket: (_micros(ticket.changed_at), ticket.id),
        lambda key: (_time(key[0]), key[1]),
    ),
    # Who waits longest first; behind them those that nobody waits for.
    "waiting": Sort(
        (Ticket.waiting_key, Ticket.id),
        lambda ticket: (_micros(ticket.waiting_key), ticket.id),
        lambda key: (_time(key[0]), key[1]),
        descending=False,
    ),
    "priority": Sort(
        (Ticket.priority, Ticket.changed_at, Ticket.id),
        lambda ticket: (list(Priority).index(ticket.priority), _micros(ticket.changed_at), ticket.id),
        lambda key: (list(Priority)[key[0]], _time(key[1]), key[2]),
    ),
}


@dataclass(frozen=True)
class TicketPage:
    """Tickets in their order, and the cursors (or None) of the pages before and after them."""

    tickets: Sequence[Ticket]
    newer: str | None
    older: str | None


def ticket_page(query: Select[Ticket], cursor: str = "", sort: str = "changed", size: int = PAGE_SIZE) -> TicketPage:
    """The page of `query` that `cursor` names: `-KEY` goes on behind a ticket, `+KEY` back before it; else the first.

    A key is what `sort` (a name in SORTS) orders by, of the ticket at the page's edge.
    """
    order = SORTS[sort]
    backward, key = _parse(cursor, order)
    downward = order.descending is not backward
    if key:
        at = tuple_(*order.columns)
        query = query.where(at < key if downward else at > key)
    columns = [column.desc() if downward else column.asc() for column in order.columns]
    found = list(db.session.scalars(query.order_by(*columns).limit(size + 1)))
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    if not found:
        return TicketPage([], None, None)
    before = more if backward else key is not None
    behind = True if backward else more
    return TicketPage(
        found,
        f"+{_written(found[0], order)}" if before else None,
        f"-{_written(found[-1], order)}" if behind else None,
    )


def _written(ticket: Ticket, order: Sort) -> str:
    return ".".join(map(str, order.key(ticket)))


def _parse(cursor: str, order: Sort) -> tuple[bool, tuple[Any, ...] | None]:
    parts = cursor[1:].split(".")
    # A "+" that was not escaped arrives as a space.
    if cursor[:1] not in ("+", "-", " ") or len(parts) != len(order.columns):
        return False, None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return False, None
    try:
        key = order.value(tuple(int(part) for part in parts))
    except (OverflowError, IndexError, ValueError):
        return False, None
    return cursor[0] != "-", (*key[:-1], min(key[-1], LARGEST_ID))


def _micros(at: Any) -> int:
    return (at - EPOCH) // MICROSECOND


def _time(micros: int) -> Any:
    return EPOCH + micros * MICROSECOND
