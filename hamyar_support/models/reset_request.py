"""Somebody forgot a password and gave a name: kept as it was typed, whether or not anybody has it.

Only whoever sends the mails looks for the account, so that neither the answer nor its time tells if there is one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db
from .words import utc_now

# Whoever asked longer ago, while no mail could be sent, waits for none any more.
WAITED_FOR = timedelta(hours=1)


class ResetRequest(Base):
    __tablename__ = "reset_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    @classmethod
    def leave(cls, name: str) -> None:
        """Keep the request for whoever has the username or e-mail `name`."""
        db.session.add(cls(name=name[:254], created_at=utc_now()))

    @classmethod
    def is_waiting(cls) -> bool:
        return db.session.scalar(select(cls.id).limit(1)) is not None

    @classmethod
    def take(cls) -> str | None:
        """Remove the oldest request, which nobody else takes meanwhile, and give the name in it.

        None if none waits, "" if it is too old to be answered.
        """
        oldest = select(cls).order_by(cls.id).limit(1).with_for_update(skip_locked=True)
        request = db.session.scalar(oldest)
        if request is None:
            return None
        db.session.delete(request)
        return request.name if utc_now() - request.created_at < WAITED_FOR else ""
