"""One change to many tickets at once, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..extensions import db
from .department import Department
from .event import Event
from .message import Message
from .ticket import Ticket
from .user import User
from .words import LABELS, EventKind, MessageKind, Priority, Status, utc_now

UNDO_WITHIN = timedelta(seconds=30)  # ten are offered; a slow line may take the rest


@dataclass(frozen=True)
class Changes:
    """What to change; None leaves as it is. `unassign` makes nobody answer for the tickets."""

    status: Status | None = None
    priority: Priority | None = None
    department: Department | None = None
    assignee: User | None = None
    unassign: bool = False

    def apply(self, tickets: Sequence[Ticket], by: User) -> tuple[str, int]:
        """Change `tickets`; gives the batch, to be undone by, and how many of them really changed."""
        batch, changed = token_hex(16), 0
        for ticket in tickets:
            before = ticket.version
            ticket.batch = batch
            self._apply(ticket, by)
            changed += ticket.version != before
        return batch, changed

    def words(self) -> list[str]:
        """What is changed to what, in the reader's language."""
        said = []
        if self.status:
            said.append(_("status: %(new)s", new=LABELS[self.status]))
        if self.assignee or self.unassign:
            nobody = _("nobody")
            said.append(_("assignee: %(new)s", new=self.assignee.full_name if self.assignee else nobody))
        if self.department:
            said.append(_("department: %(new)s", new=self.department.name))
        if self.priority:
            said.append(_("priority: %(new)s", new=LABELS[self.priority]))
        return said

    def _apply(self, ticket: Ticket, by: User) -> None:
        if self.department:
            ticket.transfer_to(self.department, by)
        if self.assignee or self.unassign:
            ticket.assign_to(self.assignee, by)
        if self.priority:
            ticket.prioritise(self.priority, by)
        if self.status:
            ticket.move_to(self.status, by)


def undo(batch: str, by: User) -> int:
    """Take back what `by` changed with `batch` a moment ago, where nobody has changed it since; gives how many."""
    events = db.session.scalars(
        select(Event)
        .where(Event.batch == batch, Event.actor_id == by.id, Event.created_at > utc_now() - UNDO_WITHIN)
        .order_by(Event.id.desc())
    ).all()
    touched = Ticket.id.in_({event.ticket_id for event in events})
    Ticket.lock(select(Ticket.id).where(touched))
    people = (joinedload(Ticket.customer), joinedload(Ticket.department), joinedload(Ticket.assignee))
    found = db.session.scalars(select(Ticket).where(touched).options(*people))
    tickets = {ticket.id: ticket for ticket in found}
    events = _untouched(events)
    # Written in one go at the end, in the order of the rows' ids, so that again nobody blocks another.
    with db.session.no_autoflush:
        return len({event.ticket_id for event in events if _undo(event, tickets[event.ticket_id], by)})


def _untouched(events: Sequence[Event]) -> list[Event]:
    """Those of `events` that are still the last change of their kind; of a status, also what was said goes before it:
    who has written since, or whom it answers, is not to be lost sight of.
    """
    tickets = {event.ticket_id for event in events}
    newest = select(func.max(Event.id)).where(Event.ticket_id.in_(tickets)).group_by(Event.ticket_id, Event.kind)
    replies = select(Message.ticket_id, func.max(Message.id)).where(
        Message.ticket_id.in_(tickets), Message.kind == MessageKind.REPLY
    )
    last, said = set(db.session.scalars(newest)), dict(db.session.execute(replies.group_by(Message.ticket_id)).all())
    return [
        event
        for event in events
        if event.id in last
        and not (event.kind is EventKind.STATUS and said.get(event.ticket_id, 0) > event.after_message_id)
    ]


def _undo(event: Event, ticket: Ticket, by: User) -> bool:
    match event.kind:
        case EventKind.STATUS if ticket.status == event.new:
            ticket.go_back(event, by)
        case EventKind.PRIORITY if ticket.priority == event.new:
            ticket.prioritise(Priority(event.old), by)
        case EventKind.DEPARTMENT if ticket.department_id == event.new_ref:
            ticket.transfer_to(db.session.get_one(Department, event.old_ref), by)
        case EventKind.ASSIGNEE if ticket.assignee_id == event.new_ref:
            ticket.assign_to(db.session.get(User, event.old_ref) if event.old_ref else None, by)
        case _:
            return False
    return True
