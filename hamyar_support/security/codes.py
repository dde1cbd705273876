"""Trying codes of the second step of logging in: they are counted like passwords, and by their own key.

A right password does not begin that count anew, so that whoever has stolen one cannot go on guessing.
"""

from __future__ import annotations

import logging

from .. import logs
from ..extensions import begin_write, db
from ..models import LoginAttempts, User, second_factor
from . import tries


def code_is_right(user: User, typed: str) -> bool:
    """Whether `typed` is a code that lets `user` in, who has given the right password; it does so once. Commits.

    Raises TooSoon where the code may not be tried yet.
    """
    own = tries.key_of("code", user.id)
    begin_write()
    counted = tries.count(user.id, own)
    locked = db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)
    right = locked.is_active and second_factor.take(locked, typed)
    if right:
        LoginAttempts.succeed(counted.place, own)
    db.session.commit()
    if not right:
        logs.event(logs.Event.SECOND_FACTOR_FAILED, logging.WARNING, account=user.id)
    return right
