"""Drafts: what a person has typed under a ticket and not sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, delete
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db, put
from .user import User
from .words import MessageKind, utc_now, word_column


class Draft(Base):
    __tablename__ = "drafts"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    kind: Mapped[MessageKind] = mapped_column(word_column(MessageKind), default=MessageKind.REPLY)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)

    @classmethod
    def keep(cls, ticket_id: int, by: User, body: str, kind: MessageKind = MessageKind.REPLY) -> None:
        """Keep `body` as what `by` is typing; an empty one is forgotten."""
        if not body:
            cls.forget(ticket_id, by)
            return
        key = {"ticket_id": ticket_id, "user_id": by.id}
        put(cls, key, {"body": body, "kind": kind, "updated_at": utc_now()})

    @classmethod
    def forget(cls, ticket_id: int, by: User) -> None:
        db.session.execute(delete(cls).where(cls.ticket_id == ticket_id, cls.user_id == by.id))
