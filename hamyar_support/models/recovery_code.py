"""Recovery codes: each stands once for the second factor of whoever has lost the device that makes it."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base, db
from ..logs import Event, after_commit
from .words import utc_now

if TYPE_CHECKING:
    from .user import User

NUMBER = 10
LETTERS = 16  # 80 bits: no hash of one can be guessed backwards


class RecoveryCode(Base):
    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]

    @classmethod
    def renew(cls, user: User) -> list[str]:
        """Ten new codes for `user` in place of all that they had; they are given here and kept nowhere."""
        cls.forget(user)
        codes = [b32encode(token_bytes(LETTERS * 5 // 8)).decode() for _ in range(NUMBER)]
        db.session.add_all(cls(user_id=user.id, code_hash=_hash(code), created_at=utc_now()) for code in codes)
        return ["-".join(code[at : at + 4] for at in range(0, LETTERS, 4)) for code in codes]

    @classmethod
    def forget(cls, user: User) -> None:
        db.session.execute(delete(cls).where(cls.user_id == user.id))

    @classmethod
    def use(cls, user: User, code: str) -> bool:
        """Whether `code`, written in capitals and without dashes, is one of `user` that was not used; it now is."""
        unused = update(cls).where(cls.user_id == user.id, cls.code_hash == _hash(code), cls.used_at.is_(None))
        used: int = db.session.execute(unused.values(used_at=utc_now())).rowcount  # type: ignore[attr-defined]
        if used:
            after_commit(Event.RECOVERY_CODE_USED, person=user.id)
        return bool(used)

    @classmethod
    def left(cls, user: User) -> int:
        """How many codes `user` has not used."""
        return db.session.scalar(select(func.count()).where(cls.user_id == user.id, cls.used_at.is_(None))) or 0


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
