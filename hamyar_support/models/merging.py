"""Making one ticket of two, two of one, and the way back. Nothing that was written is copied or lost: messages move."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, update

from ..extensions import db
from .draft import Draft
from .event import Event
from .message import Message
from .search import SearchEntry
from .ticket import Ticket, micros_of, moment_of
from .user import User
from .words import EventKind, Status


class RearrangementRefused(ValueError):
    """These tickets cannot become one, or this message cannot become a ticket."""


def merge(source: Ticket, target: Ticket, by: User) -> None:
    """Move all messages of `source` into `target` and close it; each says where the other is.

    Raises RearrangementRefused for tickets of two customers, for a ticket and itself, where one is merged already, and
    where `source` holds another: messages remember one ticket that they came from.
    """
    if source.id == target.id or source.customer_id != target.customer_id:
        raise RearrangementRefused
    if source.merged_into_id or target.merged_into_id:
        raise RearrangementRefused
    if db.session.scalar(select(Ticket.id).where(Ticket.merged_into_id == source.id).limit(1)) is not None:
        raise RearrangementRefused
    waited = source.waiting_since
    _move(Message.ticket_id == source.id, target, came_from=source.id)
    # Under a merged ticket nobody can write any more.
    Draft.take_along(source.id, target.id)
    source.merged_into = target
    source.record(EventKind.MERGED, by, "", target.code)
    source.move_to(Status.CLOSED, by)
    target.record(EventKind.JOINED, by, "", source.code, refs=(micros_of(target.waiting_key), None))
    if waited:
        target.wait(by, since=waited)


def unmerge(source: Ticket, by: User) -> None:
    """Take a merge back: the messages that came from `source` return to it, and each has the status that it had and
    waits since when it did, unless something has changed it since. Harmless when repeated.
    """
    target = source.merged_into
    if target is None:
        return
    _move(Message.came_from_id == source.id, source, came_from=None)
    source.merged_into = None
    source.record(EventKind.UNMERGED, by, "", target.code)
    _go_back(source, EventKind.MERGED, target, by)
    target.record(EventKind.UNMERGED, by, "", source.code)
    _go_back(target, EventKind.JOINED, source, by)


def split(message: Message, subject: str, by: User) -> Ticket:
    """Make a ticket of its own, called `subject`, of a customer's message; the old ticket and the new name each other.

    Raises RearrangementRefused for what staff wrote, and for the message that began the ticket, or one that was merged
    into it.
    """
    origin = message.ticket
    together = Message.came_from_id.is_not_distinct_from(message.came_from_id)
    first = db.session.scalar(select(func.min(Message.id)).where(Message.ticket_id == origin.id, together))
    if message.author.is_staff or message.id == first:
        raise RearrangementRefused
    ticket = Ticket.begin(origin.customer, origin.department, subject, priority=origin.priority, at=message.created_at)
    _move(Message.id == message.id, ticket, came_from=None)
    origin.record(EventKind.SPLIT, by, "", ticket.code)
    ticket.record(EventKind.SPLIT_FROM, by, "", origin.code)
    return ticket


def _go_back(ticket: Ticket, kind: EventKind, other: Ticket, by: User) -> None:
    """Take back what merging with `other`, an event of `kind`, did to the status, if that was the last change of it,
    and since when the ticket waited. What the customer has written since goes on waiting.
    """
    steps = select(Event).where(Event.ticket_id == ticket.id, Event.kind.in_((kind, EventKind.STATUS)))
    match db.session.scalars(steps.order_by(Event.id.desc()).limit(2)).all():
        case [Event(kind=EventKind.STATUS) as change, merged] if (merged.kind, merged.new) == (kind, other.code):
            if written := ticket.written_since(change):
                ticket.waiting_key = written
            else:
                ticket.go_back(change, by)
        case [merged, *_] if (merged.kind, merged.new) == (kind, other.code):
            ticket.waiting_key = moment_of(merged.old_ref) or ticket.waiting_key


def _move(which: ColumnElement[bool], to: Ticket, *, came_from: int | None) -> None:
    ids = list(db.session.scalars(select(Message.id).where(which)))
    db.session.execute(update(Message).where(Message.id.in_(ids)).values(ticket_id=to.id, came_from_id=came_from))
    db.session.execute(update(SearchEntry).where(SearchEntry.message_id.in_(ids)).values(ticket_id=to.id))
    to.last_message_id = max([to.last_message_id, *ids])
