"""Attachments: the files on messages, and those held for a form that has yet to be sent right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ForeignKey, Index, Select, String, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base, db
from ..uploads import Inspected
from .message import Message
from .user import User
from .words import utc_now


class Attachment(Base):
    __tablename__ = "attachments"
    # What somebody sent within a day is summed by it.
    __table_args__ = (Index("ix_attachments_uploader_created", "uploader_id", "created_at"),)

    # Random, 128 bits: it stands in the address of the download.
    id: Mapped[str] = mapped_column(String(22), primary_key=True, default=lambda: token_urlsafe(16))
    # None while the form that it came with has not been accepted.
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)
    uploader_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(255))
    extension: Mapped[str] = mapped_column(String(8))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    message: Mapped[Message | None] = relationship(back_populates="attachments")

    @classmethod
    def hold(cls, file: Inspected, storage_key: str, by: User) -> Attachment:
        """Record a stored file as held by its uploader until a message takes it."""
        attachment = cls(
            id=token_urlsafe(16),
            uploader_id=by.id,
            name=file.name,
            extension=file.extension,
            content_type=file.content_type,
            size=file.size,
            sha256=file.sha256,
            storage_key=storage_key,
            created_at=utc_now(),
        )
        db.session.add(attachment)
        return attachment

    @classmethod
    def held(cls, ids: Sequence[str], by: User) -> list[Attachment]:
        """Those of `ids` that `by` uploaded and no message has taken yet, in the order of upload."""
        if not ids:
            return []
        query = select(cls).where(cls.id.in_(list(ids)[:50]), cls.uploader_id == by.id, cls.message_id.is_(None))
        return list(db.session.scalars(query.order_by(cls.created_at, cls.id)))

    @classmethod
    def bytes_since(cls, by: User, since: datetime) -> int:
        """How many bytes `by` has uploaded since then, in messages or held for one."""
        total = select(func.coalesce(func.sum(cls.size), 0)).where(cls.uploader_id == by.id, cls.created_at > since)
        return db.session.scalars(total).one()

    @classmethod
    def of_messages(cls, ids: Sequence[int]) -> dict[int, list[Attachment]]:
        """The attachments of the messages `ids`, by message, where there are any."""
        found: dict[int, list[Attachment]] = {}
        for attachment in db.session.scalars(_of_messages(), {"messages": ids}):
            assert attachment.message_id is not None
            found.setdefault(attachment.message_id, []).append(attachment)
        return found

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


@cache
def _of_messages() -> Select[Attachment]:
    ids: Any = bindparam("messages", expanding=True)
    return select(Attachment).where(Attachment.message_id.in_(ids)).order_by(Attachment.id)
