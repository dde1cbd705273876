"""Links by which a person who forgot the password gets a new one: each opens once, within an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .user import User
from .words import utc_now


class PasswordReset(Base):
    __tablename__ = "password_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    # The link holds the token; the table only its hash.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # When it was used, or became void: by a newer link, or by another change of the password.
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
