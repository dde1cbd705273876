"""Login sessions: one row for each place where a person is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String, bindparam, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ..extensions import Base, db
from ..logs import Event, after_commit
from .words import utc_now

if TYPE_CHECKING:
    from .user import User

IDLE_LIMIT = timedelta(hours=12)
ABSOLUTE_LIMIT = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
PROOF_LASTS = timedelta(minutes=10)
SHOWN = 100


class LoginSession(Base):
    __tablename__ = "login_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The browser holds the token; the table only its hash, so that a stolen copy of the database opens nothing.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    # Where it was last used from.
    address: Mapped[str] = mapped_column(String(45), default="")
    ended_at: Mapped[datetime | None]
    # When the person last proved, by the password and the second factor where they have one, to be who they are.
    proven_at: Mapped[datetime | None] = mapped_column(default=utc_now)

    user: Mapped[User] = relationship()

    @classmethod
    def start(cls, user: User, user_agent: str, address: str) -> str:
        """Open a session for `user` and give its token: 256 random bits, to be kept by the browser alone."""
        token = token_urlsafe(32)
        row = cls(token_hash=_hash(token), user=user, user_agent=user_agent[:200], address=address)
        db.session.add(row)
        after_commit(Event.SIGNED_IN, person=user.id)
        return token

    @classmethod
    def of_token(cls, token: str) -> LoginSession | None:
        """The living session of `token` with its user, or None: ended, idle too long, too old, user disabled."""
        row = db.session.scalars(_by_token(), {"token_hash": _hash(token)}).one_or_none()
        now = utc_now()
        if row is None or row.ended_at is not None or not row.user.is_active:
            return None
        if now - row.seen_at > IDLE_LIMIT or now - row.created_at > ABSOLUTE_LIMIT:
            return None
        return row

    @classmethod
    def living_of(cls, user: User) -> Select[LoginSession]:
        """A query for the sessions that `user` may still use, the one used last before the others; a page of them."""
        now = utc_now()
        lives = (cls.ended_at.is_(None), cls.seen_at >= now - IDLE_LIMIT, cls.created_at >= now - ABSOLUTE_LIMIT)
        return (
            select(cls).where(cls.user_id == user.id, *lives).order_by(cls.seen_at.desc(), cls.id.desc()).limit(SHOWN)
        )

    @classmethod
    def end_all(cls, user: User, but: LoginSession | None = None) -> None:
        """End every living session of `user`, except `but`."""
        living = update(cls).where(cls.user_id == user.id, cls.ended_at.is_(None)).values(ended_at=utc_now())
        db.session.execute(living.where(cls.id != but.id) if but else living)
        after_commit(Event.SESSIONS_ENDED, person=user.id)

    @property
    def is_seen_stale(self) -> bool:
        return utc_now() - self.seen_at > SEEN_EVERY

    @property
    def is_proven(self) -> bool:
        """Whether the person has lately proven to be who they are; signing in is such a proof."""
        return self.proven_at is not None and utc_now() - self.proven_at <= PROOF_LASTS

    def see(self, address: str) -> None:
        """Note that it is used now, from `address`."""
        self.seen_at, self.address = utc_now(), address

    def prove(self) -> None:
        """Note that the person has proven now to be who they are."""
        self.proven_at = utc_now()

    def end(self) -> None:
        """End it; harmless when it has ended."""
        if self.ended_at is None:
            self.ended_at = utc_now()
            after_commit(Event.SESSION_ENDED, person=self.user_id)


@cache
def _by_token() -> Select[LoginSession]:
    # Every request of everybody signed in asks this; made anew each time it takes nearly twice as long.
    query = select(LoginSession).where(LoginSession.token_hash == bindparam("token_hash"))
    return query.options(joinedload(LoginSession.user, innerjoin=True))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
