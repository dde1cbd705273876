"""Canned replies: texts that staff send often, with places for names and what to do when they are sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .department import Department
from .ticket import Ticket
from .user import User
from .words import Priority, PriorityRank, Status, utc_now, word_column

# What may stand in the text, between braces; replaced as plain text, never as a template.
VARIABLES = ("نام مشتری", "کد درخواست", "تاریخ", "نام پشتیبان")


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
    used: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    department: Mapped[Department | None] = relationship()

    @classmethod
    def for_ticket(cls, ticket: Ticket) -> Select[CannedReply]:
        """Those that can be used on `ticket`, most used first."""
        fits = or_(cls.department_id.is_(None), cls.department_id == ticket.department_id)
        return select(cls).where(fits, cls.retired_at.is_(None)).order_by(cls.used.desc(), cls.title, cls.id)

    def text_for(self, ticket: Ticket, by: User, today: str) -> str:
        """The text with its variables filled in; `today` is the date as the customer reads it."""
        values = (ticket.customer.full_name, ticket.code, today, by.full_name)
        text = self.body
        for variable, value in zip(VARIABLES, values, strict=True):
            text = text.replace("{" + variable + "}", value)
        return text

    def act_on(self, ticket: Ticket, by: User) -> None:
        """Do what sending it also does, and count the use."""
        self.used += 1
        if self.assigns_sender:
            ticket.assign_to(by, by)
        if self.priority:
            ticket.prioritise(self.priority, by)
        if self.status:
            ticket.move_to(self.status, by)
