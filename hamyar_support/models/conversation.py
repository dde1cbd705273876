"""The conversation of a ticket as it is read: messages and events in their order, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam
from sqlalchemy.orm import joinedload

from ..extensions import db
from .attachment import Attachment
from .event import Event
from .message import Message
from .paging import LARGEST_ID
from .user import User

PAGE_SIZE = 50
JOIN_WITHIN = timedelta(minutes=5)


class Entry(NamedTuple):
    """A message or an event, with what its place in the conversation adds to it."""

    kind: str
    item: Message | Event
    dayline: datetime | None  # a line with this day goes above it
    joined: bool  # follows a message of the same author within five minutes
    mine: bool
    opens: bool = False  # the message that began the ticket
    attachments: Sequence[Attachment] = ()

    @property
    def message(self) -> Message:
        assert isinstance(self.item, Message)
        return self.item

    @property
    def event(self) -> Event:
        assert isinstance(self.item, Event)
        return self.item


@dataclass(frozen=True)
class Conversation:
    """A page of entries; `older` is the id to read before for more, `newer` whether later ones are not shown.

    `anew`: it stands in place of all that was shown, since messages have come from another ticket or gone to one.
    """

    entries: Sequence[Entry]
    older: int | None
    newer: bool
    last: int
    last_event: int
    version: int
    anew: bool = False


def read(
    messages: Select[Message],
    events: Select[Event],
    ticket: int,
    viewer: User,
    zone: ZoneInfo,
    *,
    version: int,
    before: int | None = None,
) -> Conversation:
    """The newest page, or the one that ends before message `before`, of what `messages` and `events` let see of the
    ticket with the id `ticket`.

    `zone` decides where one day ends and the next begins; `version` is kept to compare with later. Three queries.
    """
    values = {"ticket": ticket, "edge": before}
    page = list(db.session.scalars(_newest(messages) if before is None else _before(messages), values))
    more = len(page) > PAGE_SIZE
    page = page[:PAGE_SIZE][::-1]
    first, last = (page[0].id, page[-1].id) if page else (0, 0)
    lines = _read_events(events, ticket, first if more else 0, before)
    entries = _in_order(page, lines, viewer, zone, opening=0 if more else first)
    return Conversation(entries, first if more else None, before is not None, last, _last_id(lines), version)


def read_news(
    messages: Select[Message],
    events: Select[Event],
    ticket: int,
    viewer: User,
    zone: ZoneInfo,
    *,
    version: int,
    after: int,
    after_event: int,
) -> Conversation:
    """What came behind message `after` and event `after_event`: the same entries that a new reading would end with.

    At most a page of it; while there is more, its version is an older one, so that the next question brings the rest.
    """
    # The last one seen comes along, for the day line and the joining of the first new one, and is then left out.
    page = list(db.session.scalars(_from(messages), {"ticket": ticket, "edge": after}))
    more = len(page) > PAGE_SIZE
    page = page[:PAGE_SIZE]
    last = page[-1].id if page else after
    # A page without events says nothing of older ones: those stand before message `after`, and stay out by that.
    lines = _read_events(events, ticket, after, last + 1 if more else None, after_event)
    if any(line.other_code for line in lines):
        # Messages that moved stand among those that were seen.
        return replace(read(messages, events, ticket, viewer, zone, version=version), anew=True)
    entries = [e for e in _in_order(page, lines, viewer, zone) if e.kind == "event" or e.item.id != after]
    return Conversation(entries, None, False, last, max(after_event, _last_id(lines)), version - more)


@cache
def _newest(messages: Select[Message]) -> Select[Message]:
    return _page(messages).order_by(Message.id.desc())


@cache
def _before(messages: Select[Message]) -> Select[Message]:
    return _newest(messages).where(Message.id < bindparam("edge"))


@cache
def _from(messages: Select[Message]) -> Select[Message]:
    return _page(messages).where(Message.id >= bindparam("edge")).order_by(Message.id)


def _page(messages: Select[Message]) -> Select[Message]:
    author = joinedload(Message.author, innerjoin=True).load_only(User.full_name, User.role)
    return messages.options(author).limit(PAGE_SIZE + 1)


def _last_id(events: Sequence[Event]) -> int:
    return events[-1].id if events else 0


def _read_events(
    events: Select[Event], ticket: int, first: int, before: int | None, after_event: int = 0
) -> list[Event]:
    values = {"ticket": ticket, "first": first, "before": before or LARGEST_ID, "after": after_event}
    return list(db.session.scalars(_between(events), values))


@cache
def _between(events: Select[Event]) -> Select[Event]:
    place = Event.after_message_id
    between = events.where(place >= bindparam("first"), place < bindparam("before"), Event.id > bindparam("after"))
    return between.order_by(Event.id)


def _in_order(
    messages: Sequence[Message], events: Sequence[Event], viewer: User, zone: ZoneInfo, opening: int = 0
) -> list[Entry]:
    ordered = sorted(
        [(m.id, 0, m.id, m) for m in messages] + [(e.after_message_id, 1, e.id, e) for e in events], key=lambda t: t[:3]
    )
    attachments = Attachment.of_messages([message.id for message in messages])
    entries: list[Entry] = []
    before: Message | Event | None = None
    day_before, viewer_id = None, viewer.id
    for *_, item in ordered:
        day = item.created_at.astimezone(zone).date()
        dayline = item.created_at if day != day_before else None
        if isinstance(item, Message):
            joined = dayline is None and isinstance(before, Message) and _joins(before, item)
            mine, opens = item.author_id == viewer_id, item.id == opening
            entries.append(Entry("message", item, dayline, joined, mine, opens, attachments.get(item.id, ())))
        else:
            entries.append(Entry("event", item, dayline, joined=False, mine=False))
        before, day_before = item, day
    return entries


def _joins(before: Message, message: Message) -> bool:
    same = before.author_id == message.author_id and before.kind is message.kind
    return same and message.created_at - before.created_at < JOIN_WITHIN
