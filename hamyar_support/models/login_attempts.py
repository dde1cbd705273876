"""Wrong passwords, counted by whose they are meant to be and by where they come from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .words import utc_now


class LoginAttempts(Base):
    __tablename__ = "login_attempts"

    # A hash of what is counted: the table tells nobody who was tried, or from where.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
