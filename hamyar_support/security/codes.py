"""Trying codes of the second step of logging in."""

from __future__ import annotations

from ..extensions import begin_write, db
from ..models import User, second_factor


def code_is_right(user: User, typed: str) -> bool:
    """Whether `typed` is a code that lets `user` in, who has given the right password; it does so once. Commits."""
    begin_write()
    locked = db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)
    right = locked.is_active and second_factor.take(locked, typed)
    db.session.commit()
    return right
