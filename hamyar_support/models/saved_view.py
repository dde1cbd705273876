"""Saved views: filters of the queue that have a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .user import User
from .words import utc_now


class SavedView(Base):
    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    # The filter as it stands in the address of the queue, in its canonical form.
    query: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    owner: Mapped[User] = relationship()

    @classmethod
    def owned_by(cls, user: User) -> Select[SavedView]:
        return select(cls).where(cls.owner_id == user.id)

    @classmethod
    def is_seen_by(cls, viewer: Any) -> ColumnElement[bool]:
        """The condition that a view is one of the user with the id `viewer`, or one that the team shares."""
        return or_(cls.owner_id == viewer, cls.shared)

    @classmethod
    def own_first(cls, viewer: Any) -> tuple[Any, ...]:
        """The order of views: those of the user with the id `viewer` first, each half by name."""
        return (cls.owner_id != viewer, cls.name, cls.id)
