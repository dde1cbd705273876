"""Tickets: what customers send, and the rules of their life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from secrets import randbelow

from sqlalchemy import ForeignKey, Index, Select, String, func, select, union_all
from sqlalchemy.orm import Mapped, aliased, mapped_column, query_expression, relationship

from ..extensions import Base, db
from ..richtext import to_html
from .attachment import Attachment
from .department import Department
from .draft import Draft
from .event import Event
from .message import Message
from .search import SearchEntry
from .user import User
from .words import EventKind, MessageKind, Priority, PriorityRank, Status, Urgency, utc_now, word_column

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NOBODY_WAITS = datetime(9999, 1, 1, tzinfo=UTC)
# After so long a wait an answer is soon late, and then late.
LATE_AFTER = {
    Priority.HIGH: (timedelta(hours=1), timedelta(hours=4)),
    Priority.MEDIUM: (timedelta(hours=4), timedelta(days=1)),
    Priority.LOW: (timedelta(days=1), timedelta(days=3)),
}


class Ticket(Base):
    __tablename__ = "tickets"
    __allow_unmapped__ = True
    __table_args__ = (
        Index("ix_tickets_customer", "customer_id", "changed_at", "id"),
        Index("ix_tickets_customer_status", "customer_id", "status", "changed_at", "id"),
        Index("ix_tickets_changed", "changed_at", "id"),
        Index("ix_tickets_status", "status", "changed_at", "id"),
        Index("ix_tickets_department", "department_id", "status", "changed_at", "id"),
        Index("ix_tickets_waiting", "waiting_key", "id"),
        Index("ix_tickets_status_waiting", "status", "waiting_key", "id"),
        Index("ix_tickets_priority", "priority", "changed_at", "id"),
        Index("ix_tickets_created", "created_at"),
        Index("ix_tickets_closed", "closed_at"),
        Index("ix_tickets_assignee", "assignee_id", "status", "changed_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Eight random digits, easy to read out on the phone.
    code: Mapped[str] = mapped_column(String(8), unique=True)
    subject: Mapped[str] = mapped_column(String(200))
    status: Mapped[Status] = mapped_column(word_column(Status), default=Status.OPEN)
    priority: Mapped[Priority] = mapped_column(PriorityRank, default=Priority.MEDIUM)
    customer_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # The last change that the customer can see.
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)
    # Since when the customer has been waiting for staff; NOBODY_WAITS while it is not staff's turn, so that an index
    # can put those who wait longest first.
    waiting_key: Mapped[datetime] = mapped_column(default=NOBODY_WAITS)
    # Two counters, so that a note moves the staff's and leaves the customer's alone.
    version: Mapped[int] = mapped_column(default=1)
    public_version: Mapped[int] = mapped_column(default=1)
    last_message_id: Mapped[int] = mapped_column(default=0)
    # The first reply of staff, and the last closing: what the reports measure from.
    first_replied_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)

    customer: Mapped[User] = relationship(foreign_keys=customer_id)
    department: Mapped[Department] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=assignee_id)
    merged_into: Mapped[Ticket | None] = relationship(remote_side="Ticket.id")
    messages: Mapped[list[Message]] = relationship(
        back_populates="ticket", order_by=Message.id, foreign_keys=Message.ticket_id
    )

    # The beginning of the last reply, and whose ticket it is and for whom, where a list asks for them.
    preview: Mapped[str | None] = query_expression()
    customer_name: Mapped[str | None] = query_expression()
    department_name: Mapped[str | None] = query_expression()

    # Set for a change to many tickets at once; the events of the change carry it.
    batch: str | None = None
    # What the viewer has typed and not sent; the look-up through the viewer fills it.
    draft: Draft | None = None

    @staticmethod
    def lock(which: Select[int]) -> None:
        """Lock the tickets with the ids `which`, and those they were merged into, until the transaction ends.

        In the order of their ids, so that two hands cannot block one another. They are read after it, not with it: of a
        row that it had to wait for, PostgreSQL gives the new values beside what these were joined with before. SQLite
        locked all when the transaction began.
        """
        if db.engine.dialect.name == "sqlite":
            return
        row, part = aliased(Ticket), aliased(Ticket)
        goals = select(part.merged_into_id).where(part.id.in_(which), part.merged_into_id.is_not(None))
        locked = select(row.id).where(row.id.in_(union_all(which, goals))).order_by(row.id)
        db.session.execute(locked.with_for_update())

    @classmethod
    def open(
        cls,
        customer: User,
        department: Department,
        subject: str,
        body: str,
        *,
        priority: Priority = Priority.MEDIUM,
        attachments: Sequence[Attachment] = (),
        form_id: str | None = None,
        at: datetime | None = None,
    ) -> Ticket:
        """A new ticket of `customer` with its first message, at `at` (UTC, default now)."""
        at = at or utc_now()
        ticket = cls.begin(customer, department, subject, priority=priority, at=at)
        ticket._add(MessageKind.REPLY, customer, body, attachments, form_id, at)
        return ticket

    @classmethod
    def begin(cls, customer: User, department: Department, subject: str, *, priority: Priority, at: datetime) -> Ticket:
        """A new ticket without a message yet, waiting since `at` (UTC)."""
        ticket = cls(
            code=_free_code(),
            subject=subject,
            status=Status.OPEN,
            priority=priority,
            customer=customer,
            department=department,
            created_at=at,
            changed_at=at,
            waiting_key=at,
            version=1,
            public_version=1,
            last_message_id=0,
        )
        db.session.add(ticket)
        db.session.flush()
        SearchEntry.add_ticket(ticket)
        return ticket

    def reply(
        self,
        by: User,
        body: str,
        attachments: Sequence[Attachment] = (),
        form_id: str | None = None,
        at: datetime | None = None,
    ) -> Message:
        """Add a reply: the staff's makes the ticket answered, the customer's makes it wait again and re-opens it.

        What is sent to a merged ticket is said in the one that it is part of.
        """
        at = at or utc_now()
        if self.merged_into_id:
            return self._joined().reply(by, body, attachments, form_id, at)
        was_closed = self.is_closed
        message = self._add(MessageKind.REPLY, by, body, attachments, form_id, at)
        status = Status.ANSWERED if by.is_staff else Status.OPEN
        if by.is_staff and self.first_replied_at is None:
            self.first_replied_at = at
        self._move(status, by, at, automatic=not was_closed)
        return message

    def note(
        self,
        by: User,
        body: str,
        attachments: Sequence[Attachment] = (),
        form_id: str | None = None,
        at: datetime | None = None,
    ) -> Message:
        """Add an internal note; nothing that a customer can see or count changes."""
        if self.merged_into_id:
            return self._joined().note(by, body, attachments, form_id, at)
        return self._add(MessageKind.NOTE, by, body, attachments, form_id, at or utc_now())

    def move_to(self, status: Status, by: User, at: datetime | None = None) -> None:
        """Give the ticket `status`; harmless when it has it already, and when a customer opens what is not closed.

        A merged ticket stays closed: its conversation goes on elsewhere.
        """
        if status is Status.OPEN and not by.is_staff and not self.is_closed:
            return
        if self.merged_into_id and status is not Status.CLOSED:
            return
        self._move(status, by, at or utc_now(), automatic=False)

    def prioritise(self, priority: Priority, by: User, at: datetime | None = None) -> None:
        """Give the ticket `priority`; harmless when it has it already."""
        if priority is not self.priority:
            self.record(EventKind.PRIORITY, by, self.priority, priority, at)
            self.priority = priority

    def transfer_to(self, department: Department, by: User, at: datetime | None = None) -> None:
        """Move the ticket to `department`; harmless when it is there already."""
        if department.id != self.department_id:
            refs = (self.department_id, department.id)
            self.record(EventKind.DEPARTMENT, by, self.department.name, department.name, at, refs=refs)
            self.department = department

    def assign_to(self, agent: User | None, by: User, at: datetime | None = None) -> None:
        """Make `agent` (None: nobody) answer for the ticket; harmless when so already."""
        if (agent.id if agent else None) != self.assignee_id:
            old = self.assignee.full_name if self.assignee else ""
            new = agent.full_name if agent else ""
            refs = (self.assignee_id, agent.id if agent else None)
            self.record(EventKind.ASSIGNEE, by, old, new, at, internal=True, refs=refs)
            self.assignee = agent

    def go_back(self, change: Event, by: User) -> None:
        """Take back the change of the status that was the last one, and with it since when the ticket waited or was
        closed."""
        self.move_to(Status(change.old), by)
        self.waiting_key = moment_of(change.old_ref) or NOBODY_WAITS
        self.closed_at = moment_of(change.new_ref)

    def written_since(self, change: Event) -> datetime | None:
        """When the first reply behind `change`, an event of the ticket, was written; None where there is none."""
        replies = Message.ticket_id == self.id, Message.kind == MessageKind.REPLY
        behind = select(func.min(Message.created_at)).where(*replies, Message.id > change.after_message_id)
        return db.session.scalar(behind)

    def wait(self, by: User, since: datetime) -> None:
        """Let the ticket wait for staff, since `since` (UTC) unless it waits longer already."""
        self._move(Status.OPEN, by, utc_now(), automatic=True)
        self.waiting_key = min(self.waiting_key, since)

    @property
    def waiting_since(self) -> datetime | None:
        """Since when the customer has been waiting for staff; None while it is not staff's turn."""
        return None if self.waiting_key == NOBODY_WAITS else self.waiting_key

    @property
    def urgency(self) -> Urgency | None:
        """How late an answer of staff is; None while nobody waits for one."""
        if self.waiting_since is None:
            return None
        soon, late = LATE_AFTER[self.priority]
        waited = utc_now() - self.waiting_since
        return Urgency.LATE if waited >= late else Urgency.SOON if waited >= soon else Urgency.CALM

    @property
    def is_closed(self) -> bool:
        return self.status is Status.CLOSED

    def _joined(self) -> Ticket:
        return db.session.get_one(Ticket, self.merged_into_id, with_for_update=True, populate_existing=True)

    def _add(
        self,
        kind: MessageKind,
        by: User,
        body: str,
        attachments: Sequence[Attachment],
        form_id: str | None,
        at: datetime,
    ) -> Message:
        message = Message(
            ticket=self,
            author=by,
            kind=kind,
            body=body,
            body_html=str(to_html(body)),
            created_at=at,
            form_id=form_id,
            attachments=list(attachments),
        )
        db.session.add(message)
        db.session.flush()
        self.last_message_id = message.id
        SearchEntry.add_message(message)
        self._changed(at, public=kind is MessageKind.REPLY)
        return message

    def _move(self, status: Status, by: User, at: datetime, *, automatic: bool) -> None:
        if status is self.status:
            return
        refs = micros_of(self.waiting_key), micros_of(self.closed_at)
        self.record(EventKind.STATUS, by, self.status, status, at, automatic=automatic, refs=refs)
        self.status = status
        self.closed_at = at if status is Status.CLOSED else None
        if status in (Status.ANSWERED, Status.CLOSED):
            self.waiting_key = NOBODY_WAITS
        elif self.waiting_since is None:
            self.waiting_key = at

    def record(
        self,
        kind: EventKind,
        by: User,
        old: str,
        new: str,
        at: datetime | None = None,
        *,
        automatic: bool = False,
        internal: bool = False,
        refs: tuple[int | None, int | None] = (None, None),
    ) -> None:
        """Write a line of the history, at `at` (UTC, default now); for the rules of this and the sibling modules."""
        at = at or utc_now()
        db.session.add(
            Event(
                ticket_id=self.id,
                actor=by,
                kind=kind,
                old=str(old),
                new=str(new),
                created_at=at,
                after_message_id=self.last_message_id,
                automatic=automatic,
                internal=internal,
                old_ref=refs[0],
                new_ref=refs[1],
                batch=self.batch,
            )
        )
        self._changed(at, public=not internal)

    def _changed(self, at: datetime, *, public: bool) -> None:
        self.version += 1
        if public:
            self.public_version += 1
            self.changed_at = at
            # Counted by the database: two tickets of one customer may change at once.
            self.customer.ticket_changes = User.ticket_changes + 1


def micros_of(at: datetime | None) -> int | None:
    """A moment as a number that an event can keep."""
    return None if at is None else (at - EPOCH) // MICROSECOND


def moment_of(micros: int | None) -> datetime | None:
    """The moment that an event kept."""
    return None if micros is None else EPOCH + micros * MICROSECOND


def _free_code() -> str:
    while True:
        code = f"{randbelow(90_000_000) + 10_000_000}"
        if not db.session.scalar(select(func.count()).where(Ticket.code == code)):
            return code
