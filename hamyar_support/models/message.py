"""Messages: the entries of a conversation, replies and internal notes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base, db
from ..richtext import made_html
from .user import User
from .words import MessageKind, utc_now, word_column

if TYPE_CHECKING:
    from .attachment import Attachment
    from .ticket import Ticket


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_thread", "ticket_id", "id"), UniqueConstraint("author_id", "form_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[MessageKind] = mapped_column(word_column(MessageKind), default=MessageKind.REPLY)
    body: Mapped[str] = mapped_column(Text)
    # Made once from the body, when it is written.
    body_html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # The ticket that a merge took it from, and to which taking the merge back returns it.
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    # Random, one for each form shown: the same form sent twice makes one message.
    form_id: Mapped[str | None] = mapped_column(String(32))

    ticket: Mapped[Ticket] = relationship(back_populates="messages", foreign_keys=ticket_id)
    author: Mapped[User] = relationship()
    attachments: Mapped[list[Attachment]] = relationship(
        back_populates="message", order_by="Attachment.created_at, Attachment.id"
    )

    @classmethod
    def sent_with(cls, form_id: str | None, by: User) -> Message | None:
        """The message that `by` already sent with this form, or None."""
        if not form_id:
            return None
        return db.session.scalars(select(cls).where(cls.author_id == by.id, cls.form_id == form_id)).one_or_none()

    @property
    def html(self) -> Markup:
        return made_html(self.body_html)

    @property
    def is_note(self) -> bool:
        return self.kind is MessageKind.NOTE
