"""Drafts: what a person has typed under a ticket and not sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text, delete, select
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

    @classmethod
    def take_along(cls, ticket_id: int, to_ticket_id: int) -> None:
        """Let what people have typed under one ticket stand under another, behind what they have typed there.

        If either of two is to be a note, both are: a note never becomes a reply.
        """
        there = {draft.user_id: draft for draft in db.session.scalars(select(cls).where(cls.ticket_id == to_ticket_id))}
        for draft in db.session.scalars(select(cls).where(cls.ticket_id == ticket_id)):
            parts = [there[draft.user_id], draft] if draft.user_id in there else [draft]
            kind = MessageKind.NOTE if any(part.kind is MessageKind.NOTE for part in parts) else MessageKind.REPLY
            values = {"body": "\n\n".join(part.body for part in parts), "kind": kind, "updated_at": utc_now()}
            put(cls, {"ticket_id": to_ticket_id, "user_id": draft.user_id}, values)
        db.session.execute(delete(cls).where(cls.ticket_id == ticket_id))
