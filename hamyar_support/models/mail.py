"""The outbox: mail waits here, written in the transaction of what it tells of, until a mail server has taken it."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Index, Select, String, Text, delete, func, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, begin_write, db
from ..persian import clean_line
from .audit import AuditEntry, AuditKind
from .words import utc_now

if TYPE_CHECKING:
    from .user import User

# Longer than handing over a mail can take; whoever has not said by then what became of it is taken for dead.
LEASE = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
FORGOTTEN_AFTER = timedelta(days=30)
MOST_AN_HOUR = 5


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

    @classmethod
    def queue(cls, recipient: str, subject: str, body: str, domain: str) -> Mail:
        """Leave a mail for sending, in the transaction of what it tells of; `domain` is the sender's."""
        now = utc_now()
        mail = cls(
            message_id=f"<{token_hex(16)}@{domain}>",
            # A line end would begin another header.
            recipient=clean_line(recipient)[:254],
            subject=clean_line(subject)[:200],
            body=body,
            created_at=now,
            due_at=now,
            attempts=0,
        )
        db.session.add(mail)
        return mail

    @classmethod
    def are_many_for(cls, recipient: str) -> bool:
        """Whether so many mails were queued for `recipient` within the hour that strangers get no more sent there."""
        lately = cls.created_at > utc_now() - timedelta(hours=1)
        queued = select(func.count()).where(func.lower(cls.recipient) == recipient.lower(), lately)
        return (db.session.scalar(queued) or 0) >= MOST_AN_HOUR

    @classmethod
    def claim(cls) -> Mail | None:
        """Take the mail that is due longest, so that nobody else sends it within the lease, if any is due. Commits."""
        now = utc_now()
        # Nothing waits so long: what says so was written while the clock stood wrong.
        is_due = or_(cls.due_at <= now, cls.due_at > now + LONGEST_WAIT)
        due = select(cls).where(*_waits(), is_due).order_by(cls.due_at, cls.id).limit(1)
        if db.session.scalar(due.with_only_columns(cls.id)) is None:
            return None  # asked first without a lock: nearly always there is none
        begin_write()
        again = {"populate_existing": True}
        mail = db.session.scalar(due.with_for_update(skip_locked=True), execution_options=again)
        if mail is not None:
            mail.due_at = utc_now() + LEASE
            mail.attempts += 1
        db.session.commit()
        return mail

    @classmethod
    def undelivered(cls) -> Select[Mail]:
        """A query for the mails that wait after a failure, or were given up."""
        return select(cls).where(cls.sent_at.is_(None), cls.last_error != "")

    @classmethod
    def forget_old(cls) -> None:
        """Delete what was sent or given up a month ago."""
        old = utc_now() - FORGOTTEN_AFTER
        db.session.execute(delete(cls).where((cls.sent_at < old) | (cls.given_up_at < old)))

    def is_sent(self) -> None:
        """Note that the server has taken it."""
        self.sent_at, self.body, self.last_error = utc_now(), "", ""

    def has_failed(self, reason: str, *, final: bool) -> None:
        """Note why it was not taken, and when it is tried again: at once never, at most three days, not if `final`."""
        now = utc_now()
        self.last_error = clean_line(reason)[:300] or "?"
        if final or now - self.created_at > GIVEN_UP_AFTER:
            self.given_up_at = now
        else:
            self.due_at = now + min(FIRST_WAIT * 2 ** min(self.attempts - 1, 10), LONGEST_WAIT)

    def retry(self, by: User) -> None:
        """Have it tried again at once, even if it was given up; harmless for one that was sent."""
        if self.sent_at is None:
            self.given_up_at, self.due_at = None, utc_now()
            AuditEntry.record(AuditKind.MAIL, "retry", self.recipient, by)


def _waits() -> tuple[ColumnElement[bool], ...]:
    return Mail.sent_at.is_(None), Mail.given_up_at.is_(None)
