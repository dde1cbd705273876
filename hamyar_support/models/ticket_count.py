"""Counts of tickets by department, assignee and status, kept by the database itself.

The migration makes the triggers that follow every change of `tickets`; nobody else writes here. The table stays small
(departments × agents × four), so that a number in the side bar never costs a scan of the tickets.
"""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .words import Status, word_column


class TicketCount(Base):
    __tablename__ = "ticket_counts"

    department_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # 0 where nobody is assigned, since a key has no NULL.
    assignee_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(word_column(Status), primary_key=True)
    number: Mapped[int]
