"""Lists page by key: a page costs the same wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select, tuple_
from sqlalchemy.sql.base import ExecutableOption

from ..extensions import db
from .ticket import EPOCH, MICROSECOND, Ticket
from .words import Priority

Row = TypeVar("Row")
PAGE_SIZE = 25
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, eq=False)
class Sort:
    """Columns that put rows in an order, all of them up or all of them down; the id settles what they leave open."""

    columns: tuple[Any, ...]
    key: Callable[[Any], tuple[int, ...]]
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
class Page(Generic[Row]):
    """Rows in their order, and the cursors (or None) of the pages before and after them."""

    rows: Sequence[Row]
    newer: str | None
    older: str | None


class TicketPage(Page[Ticket]):
    @property
    def tickets(self) -> Sequence[Ticket]:
        return self.rows


def ticket_page(
    query: Select[Ticket],
    cursor: str = "",
    sort: str = "changed",
    size: int = PAGE_SIZE,
    shown: Sequence[ExecutableOption] = (),
    **values: Any,
) -> TicketPage:
    """The page of `query` that `cursor` names, in the order `sort` (a name in SORTS)."""
    page = page_of(query, cursor, SORTS[sort], size, shown, **values)
    return TicketPage(page.rows, page.newer, page.older)


def newest_first(ident: Any) -> Sort:
    """The order of rows by their id, the column `ident`, the last one first."""
    return Sort((ident,), lambda row: (row.id,), lambda key: key)


def page_of(
    query: Select[Row],
    cursor: str,
    order: Sort,
    size: int = PAGE_SIZE,
    shown: Sequence[ExecutableOption] = (),
    **values: Any,
) -> Page[Row]:
    """The page of `query` that `cursor` names: `-KEY` goes on behind a row, `+KEY` back before it; else the first.

    A key is what `order` goes by, of the row at the page's edge. Where rows have gone and none is left, it is the first
    page again: an empty one would say that there is nothing at all. `shown` are options of the query for what is shown
    with a row; that is looked up for the rows of the page alone, and not for all that have to be put in order.
    `values` are those that `query` has places for.
    """
    backward, key = _parse(cursor, order)
    found = list(db.session.scalars(_wanted(query, order, size, tuple(shown), backward, key), values))
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    if not found:
        return page_of(query, "", order, size, shown, **values) if key else Page([], None, None)
    before = more if backward else key is not None
    behind = True if backward else more
    return Page(
        found,
        f"+{_written(found[0], order)}" if before else None,
        f"-{_written(found[-1], order)}" if behind else None,
    )


@lru_cache(maxsize=64)
def _wanted(
    query: Select[Row],
    order: Sort,
    size: int,
    shown: tuple[ExecutableOption, ...],
    backward: bool,
    key: tuple[Any, ...] | None,
) -> Select[Row]:
    """The query for a page and one row more. That of a first page comes again with every reader of the list, and
    writing it anew takes as long as asking it.
    """
    downward = order.descending is not backward
    wanted = query
    if key:
        at = tuple_(*order.columns)
        wanted = query.where(at < key if downward else at > key)
    columns = [column.desc() if downward else column.asc() for column in order.columns]
    wanted = wanted.order_by(*columns).limit(size + 1)
    if shown:
        ident = order.columns[-1]
        wanted = select(ident.class_).where(ident.in_(wanted.with_only_columns(ident).correlate(None)))
        wanted = wanted.order_by(*columns).options(*shown)
    return wanted


def row_id(text: str) -> int:
    """The id that `text` names in an address or a form; raises ValueError for one that no row can have."""
    number = int(text)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(text)
    return number


def _written(row: Any, order: Sort) -> str:
    return ".".join(map(str, order.key(row)))


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
