"""The outbox: mail waits here, written in the transaction of what it tells of, until a mail server has taken it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .words import utc_now


class Mail(Base):
    __tablename__ = "mails"
    __table_args__ = (
        Index(
            "ix_mails_due",
            "due_at",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # The same at every attempt, so that a mail which arrives twice can be told to be one.
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    # Emptied once it is sent: a link in it opens an account.
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # Not before then is it tried (again); while it is being sent, the end of the sender's lease.
    due_at: Mapped[datetime] = mapped_column(default=utc_now)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
