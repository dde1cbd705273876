"""Presences: which of the staff have a ticket open right now, and who is writing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db, put
from .user import User
from .words import utc_now

EXPIRES_AFTER = timedelta(seconds=25)


class Presence(Base):
    __tablename__ = "presences"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    writing: Mapped[bool] = mapped_column(default=False)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship()

    @classmethod
    def beat(cls, ticket_id: int, by: User, *, writing: bool) -> None:
        """Say that `by` has the ticket open at this moment."""
        put(cls, {"ticket_id": ticket_id, "user_id": by.id}, {"writing": writing, "seen_at": utc_now()})

    @classmethod
    def others(cls, ticket_id: int, viewer: User) -> list[Presence]:
        """Who else had the ticket open within the last 25 seconds, writers first."""
        alive = (
            select(cls)
            .where(cls.ticket_id == ticket_id, cls.user_id != viewer.id, cls.seen_at > utc_now() - EXPIRES_AFTER)
            .options(joinedload(cls.user, innerjoin=True))
            .order_by(cls.writing.desc(), cls.user_id)
        )
        return list(db.session.scalars(alive))
