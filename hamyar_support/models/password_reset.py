"""Links by which a person who forgot the password gets a new one: each opens once, within an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, func, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db
from .words import utc_now

if TYPE_CHECKING:
    from .user import User

LIVES = timedelta(hours=1)
MOST_AN_HOUR = 3


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

    @classmethod
    def issue(cls, user: User) -> str:
        """A new link for `user`, which makes the older ones void; gives its token: 256 random bits, kept nowhere."""
        cls.void(user)
        token = token_urlsafe(32)
        db.session.add(cls(token_hash=_hash(token), user_id=user.id, created_at=utc_now()))
        return token

    @classmethod
    def has_had_enough(cls, user: User) -> bool:
        """Whether `user` was sent so many links within the hour that another is refused."""
        sent = select(func.count()).where(cls.user_id == user.id, cls.created_at > utc_now() - LIVES)
        return (db.session.scalar(sent) or 0) >= MOST_AN_HOUR

    @classmethod
    def of_token(cls, token: str) -> PasswordReset | None:
        """The living link of `token` with its user, as they are now; None if it is used, void, too old or unknown."""
        query = select(cls).where(cls.token_hash == _hash(token)).options(joinedload(cls.user, innerjoin=True))
        found = db.session.scalar(query, execution_options={"populate_existing": True})
        if found is None or found.ended_at is not None or not found.user.is_active:
            return None
        # Nor does it live longer because the clock was set back.
        return found if abs(utc_now() - found.created_at) < LIVES else None

    @classmethod
    def void(cls, user: User) -> None:
        """Let no link of `user` open anything any more."""
        living = update(cls).where(cls.user_id == user.id, cls.ended_at.is_(None))
        db.session.execute(living.values(ended_at=utc_now()))


def _hash(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
