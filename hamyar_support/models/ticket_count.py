"""Counts of tickets by department, assignee and status, kept by the database itself.

The migration makes the triggers that follow every change of `tickets`; nobody else writes here. The table stays small
(departments × agents × four), so that a number in the side bar never costs a scan of the tickets.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db
from .words import Status, word_column


class TicketCount(Base):
    __tablename__ = "ticket_counts"

    department_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # 0 where nobody is assigned, since a key has no NULL.
    assignee_key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[Status] = mapped_column(word_column(Status), primary_key=True)
    number: Mapped[int]

    @classmethod
    def living_by_department(cls) -> dict[int, int]:
        """How many tickets of each department are not closed, by the department's id; none has no key."""
        living = select(cls.department_id, func.sum(cls.number)).where(cls.status != Status.CLOSED, cls.number > 0)
        return dict(db.session.execute(living.group_by(cls.department_id)).all())

    @classmethod
    def living_of(cls, assignee_id: int) -> int:
        """How many tickets that are not closed this person answers for."""
        living = select(func.sum(cls.number)).where(cls.assignee_key == assignee_id, cls.status != Status.CLOSED)
        return db.session.scalar(living) or 0
