"""Events: the lines of a ticket's history."""

from __future__ import annotations

from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .user import User
from .words import LABELS, EventKind, Priority, Status, utc_now, word_column

SENTENCES = {
    EventKind.STATUS: _l("%(name)s changed the status from “%(old)s” to “%(new)s”"),
    EventKind.PRIORITY: _l("%(name)s changed the priority from “%(old)s” to “%(new)s”"),
    EventKind.DEPARTMENT: _l("%(name)s moved the request from “%(old)s” to “%(new)s”"),
    EventKind.MERGED: _l("%(name)s merged this request into %(new)s"),
    EventKind.JOINED: _l("%(name)s merged the request %(new)s into this one"),
    EventKind.UNMERGED: _l("%(name)s separated this request from %(new)s again"),
    EventKind.SPLIT: _l("%(name)s made a request of its own, %(new)s, of a message"),
    EventKind.SPLIT_FROM: _l("%(name)s made this request of a message of %(new)s"),
}

# Their `new` is the code of the other ticket.
BETWEEN_TICKETS = (EventKind.MERGED, EventKind.JOINED, EventKind.UNMERGED, EventKind.SPLIT, EventKind.SPLIT_FROM)

# Word for word in the index and in the queries: only so does SQLite see that the one serves the other.
CLOSES_OR_REOPENS = text("kind = 'status' AND (new = 'closed' OR old = 'closed')")


class Event(Base):
    """Who changed what on a ticket, from what, to what, when."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_thread", "ticket_id", "after_message_id"),
        # Closing and re-opening are few among the events, and reports ask for theirs by the day.
        Index("ix_events_closings", "created_at", sqlite_where=CLOSES_OR_REOPENS, postgresql_where=CLOSES_OR_REOPENS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[EventKind] = mapped_column(word_column(EventKind, check=False))
    old: Mapped[str] = mapped_column(String(100), default="")
    new: Mapped[str] = mapped_column(String(100), default="")
    # Its place in the conversation: behind this message. Clocks jump, ids do not.
    after_message_id: Mapped[int]
    # A status that a reply brought with it is history, but no line of the conversation.
    automatic: Mapped[bool] = mapped_column(default=False)
    # Staff's own business, such as who it is assigned to, is not for the customer.
    internal: Mapped[bool] = mapped_column(default=False)
    # What taking the change back needs beside its words: ids of rows, and for a status the microseconds (UTC) since
    # when the customer waited, and when the ticket was closed.
    old_ref: Mapped[int | None] = mapped_column(BigInteger)
    new_ref: Mapped[int | None] = mapped_column(BigInteger)
    # The same for all that one change to many tickets brought.
    batch: Mapped[str | None] = mapped_column(String(32), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    actor: Mapped[User] = relationship()

    @property
    def text(self) -> str:
        """The event as a sentence in the reader's language."""
        words = {"old": self._word(self.old), "new": self._word(self.new)}
        return self._sentence() % {"name": self.actor.full_name, **words}

    @property
    def other_code(self) -> str:
        """The code of the other ticket that the event is about; "" where there is none."""
        return self.new if self.kind in BETWEEN_TICKETS else ""

    def _sentence(self) -> str:
        match self.kind:
            case EventKind.STATUS if self.new == Status.CLOSED and self.old == Status.OPEN:
                sentence = _l("%(name)s closed the request")
            case EventKind.STATUS if self.new == Status.CLOSED:
                sentence = _l("%(name)s closed the request, which was “%(old)s”")
            case EventKind.STATUS if self.old == Status.CLOSED and self.new == Status.OPEN:
                sentence = _l("%(name)s reopened the request")
            case EventKind.ASSIGNEE:
                sentence = self._handing_over()
            case _:
                sentence = SENTENCES[self.kind]
        return str(sentence)

    def _handing_over(self) -> LazyString:
        if not self.new:
            return _l("%(name)s took the request away from %(old)s")
        if self.new_ref == self.actor_id:
            return _l("%(name)s took over the request from %(old)s") if self.old else _l("%(name)s took the request")
        if self.old:
            return _l("%(name)s took the request from %(old)s and assigned it to %(new)s")
        return _l("%(name)s assigned the request to %(new)s")

    def _word(self, value: str) -> str:
        match self.kind:
            case EventKind.STATUS:
                return str(LABELS[Status(value)])
            case EventKind.PRIORITY:
                return str(LABELS[Priority(value)])
            case _:
                return value
