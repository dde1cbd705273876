"""Wrong passwords, counted by whose they are meant to be and by where they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db, upsert
from .words import utc_now

LONGEST_WAIT = 15 * 60  # seconds
FORGOTTEN_AFTER = timedelta(days=1)
SWEPT_AT_ONCE = 50


class LoginAttempts(Base):
    __tablename__ = "login_attempts"

    # A hash of what is counted: the table tells nobody who was tried, or from where.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)

    @classmethod
    def count(cls, free: Mapping[str, int | None], *, untold: Collection[str] = ()) -> dict[str, int]:
        """Count one try for each key, before anybody knows whether it is right; guesses made at once all count.

        `free` says how many wrong ones of a key cost nothing, None that they never do. After those, each doubles the
        wait for the next. Gives the seconds that keys must wait, nothing where none does. For a key that must wait the
        try counts for nothing; and for no key, where one must wait that is not `untold`.
        """
        rows, now = cls._locked(free), utc_now()
        waits = {row.key: wait for row in rows if (wait := row._wait(free[row.key], now))}
        if waits.keys() <= set(untold):
            for row in rows:
                if row.key not in waits:
                    row.number, row.last_at = row._number(now) + 1, now
            cls._sweep(now)
        return waits

    @classmethod
    def take_back(cls, *keys: str) -> None:
        """Let the last try of each key, which was not looked at, not have been."""
        for row in cls._locked(keys):
            row.number = max(0, row.number - 1)

    @classmethod
    def succeed(cls, place: str, *own: str) -> None:
        """Take the last try back, which was right: `own` begin anew, and `place` was only passed through."""
        for row in cls._locked((place, *own)):
            if row.key in own:
                db.session.delete(row)
            else:
                row.number = max(0, row.number - 1)

    @classmethod
    def _locked(cls, keys: Iterable[str]) -> list[LoginAttempts]:
        # Always in one order, so that no two transactions wait for one another.
        values = [{"key": key, "number": 0, "last_at": utc_now()} for key in sorted(keys)]
        rows = upsert(cls).values(values)
        locked = rows.on_conflict_do_update(index_elements=["key"], set_={"key": rows.excluded.key}).returning(cls)
        return list(db.session.scalars(locked, execution_options={"populate_existing": True}))

    @classmethod
    def _sweep(cls, now: datetime) -> None:
        forgotten = select(cls.key).where(cls.last_at < now - FORGOTTEN_AFTER).limit(SWEPT_AT_ONCE)
        # A query of its own: within a condition PostgreSQL may ask it for each row anew, and find others each time.
        keys = select(forgotten.with_for_update(skip_locked=True).cte("forgotten").c.key)
        old = delete(cls).where(cls.key.in_(keys))
        db.session.execute(old.execution_options(synchronize_session=False))

    def _number(self, now: datetime) -> int:
        return 0 if now - self.last_at > FORGOTTEN_AFTER else self.number

    def _wait(self, free: int | None, now: datetime) -> int:
        over = 0 if free is None else self._number(now) - free
        if over <= 0:
            return 0
        wait = min(2 ** min(over, 10), LONGEST_WAIT)
        # A clock that was set back must not make the wait longer.
        return ceil(min(wait, max(0, wait - (now - self.last_at).total_seconds())))
