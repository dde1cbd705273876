"""Canned replies: texts that staff send often, with places for names and what to do when they are sent."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, Text, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db
from ..persian import search_text
from .audit import AuditEntry, AuditKind
from .department import Department
from .ticket import Ticket
from .user import User
from .words import Priority, PriorityRank, Status, utc_now, word_column

# What may stand in the text, between braces; replaced as plain text, never as a template.
VARIABLES = ("نام مشتری", "کد درخواست", "تاریخ", "نام پشتیبان")
# Persian spells a name in many ways; a variable is known by the letters that search would see in it.
_VARIABLE_BY_LETTERS = {search_text(variable).replace(" ", ""): variable for variable in VARIABLES}
_IN_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


@dataclass(frozen=True)
class CannedText:
    """What a canned reply says, where it may be used (None: in all departments), and what sending it also does."""

    title: str
    body: str
    department_id: int | None = None
    status: Status | None = None
    priority: Priority | None = None
    assigns_sender: bool = False
    assignee_id: int | None = None


class CannedReply(Base):
    __tablename__ = "canned_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    # None: for all departments.
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    # What sending it also does to the ticket.
    status: Mapped[Status | None] = mapped_column(word_column(Status))
    priority: Mapped[Priority | None] = mapped_column(PriorityRank)
    assigns_sender: Mapped[bool] = mapped_column(default=False)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    used: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    department: Mapped[Department | None] = relationship()
    assignee: Mapped[User | None] = relationship()

    @classmethod
    def in_use(cls) -> Select[CannedReply]:
        """All that have not been retired, most used first."""
        return cls._listed().where(cls.retired_at.is_(None)).order_by(cls.used.desc(), cls.title, cls.id)

    @classmethod
    def retired(cls) -> Select[CannedReply]:
        """Those of old, the last retired first."""
        return cls._listed().where(cls.retired_at.is_not(None)).order_by(cls.retired_at.desc(), cls.id)

    @classmethod
    def _listed(cls) -> Select[CannedReply]:
        return select(cls).options(joinedload(cls.department), joinedload(cls.assignee))

    @classmethod
    def for_ticket(cls, ticket: Ticket) -> Select[CannedReply]:
        """Those that can be used on `ticket`, most used first."""
        fits = or_(cls.department_id.is_(None), cls.department_id == ticket.department_id)
        fitting = select(cls).where(fits, cls.retired_at.is_(None)).options(joinedload(cls.assignee))
        return fitting.order_by(cls.used.desc(), cls.title, cls.id)

    @classmethod
    def create(cls, text: CannedText, by: User) -> CannedReply:
        """A new canned reply, ready to be used."""
        reply = cls(used=0)
        reply._set(text)
        db.session.add(reply)
        AuditEntry.record(AuditKind.REPLY, "create", reply.title, by)
        return reply

    def edit(self, text: CannedText, by: User) -> None:
        """Make the reply say and do what `text` does; harmless when it does so already."""
        before = f"{self.title}\n\n{self.body}"
        if self._set(text):
            AuditEntry.record(AuditKind.REPLY, "edit", self.title, by, replaced=before)

    def retire(self, by: User) -> None:
        """Offer the reply no more, and keep it; harmless when repeated."""
        if self.retired_at is None:
            self.retired_at = utc_now()
            AuditEntry.record(AuditKind.REPLY, "retire", self.title, by)

    def restore(self, by: User) -> None:
        """Offer a retired reply again; harmless when repeated."""
        if self.retired_at is not None:
            self.retired_at = None
            AuditEntry.record(AuditKind.REPLY, "restore", self.title, by)

    def _set(self, text: CannedText) -> bool:
        """Take over what differs in `text`; gives whether anything did."""
        wanted = asdict(text) | {"body": with_variables(text.body)}
        changed = {name: value for name, value in wanted.items() if getattr(self, name) != value}
        for name, value in changed.items():
            setattr(self, name, value)
        return bool(changed)

    @property
    def acts(self) -> bool:
        """Whether sending it does anything besides sending it."""
        return bool(self.status or self.priority or self.assigns_sender or self.hands_over)

    @property
    def hands_over(self) -> bool:
        """Whether sending it assigns the ticket to somebody named, who still works here."""
        return self.assignee is not None and self.assignee.is_staff and self.assignee.is_active

    def text_for(self, ticket: Ticket, by: User, today: str) -> str:
        """The text with its variables filled in; `today` is the date as the customer reads it."""
        values = (ticket.customer.full_name, ticket.code, today, by.full_name)
        named = dict(zip(VARIABLES, values, strict=True))
        # In one go: what a customer is called is text, though it look like a variable.
        return _IN_BRACES.sub(lambda found: named.get(found[1], found[0]), self.body)

    def act_on(self, ticket: Ticket, by: User) -> None:
        """Do what sending it also does, and count the use."""
        # Counted by the database: two agents may send it at once.
        self.used = CannedReply.used + 1
        if self.assigns_sender:
            ticket.assign_to(by, by)
        elif self.assignee and self.hands_over:
            ticket.assign_to(self.assignee, by)
        if self.priority:
            ticket.prioritise(self.priority, by)
        if self.status:
            ticket.move_to(self.status, by)


def with_variables(body: str) -> str:
    """`body` with each variable, however it is spelt between its braces, as VARIABLES has it."""
    return _IN_BRACES.sub(lambda found: _braced(found[1]) or found[0], body)


def _braced(inner: str) -> str:
    variable = _VARIABLE_BY_LETTERS.get(search_text(inner).replace(" ", ""))
    return "{" + variable + "}" if variable else ""
