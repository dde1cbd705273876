"""Passwords as they are kept, and how many of them are hashed at the same time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app
from werkzeug.exceptions import ServiceUnavailable

from .. import logs
from ..models import User

# OWASP's argon2id parameters: 19 MiB, two passes, one lane (Password Storage Cheat Sheet).
MEMORY_KIB, PASSES, LANES = 19456, 2, 1
# Each takes its 19 MiB and a core for a while: whoever sends many passwords at once gets no more of either.
MOST_AT_ONCE = 4
PATIENCE_SECONDS = 3.0


def init_app(app: Flask) -> None:
    hasher = PasswordHasher(time_cost=PASSES, memory_cost=8 if app.testing else MEMORY_KIB, parallelism=LANES)
    app.extensions["password_hasher"] = hasher
    app.extensions["no_password"] = hasher.hash("a password that nobody has")
    app.extensions["hashing_turns"] = BoundedSemaphore(MOST_AT_ONCE)


def hash_password(password: str) -> str:
    """What is kept of `password`. Raises ServiceUnavailable where too many are being hashed; hold no lock meanwhile."""
    with _turn():
        return _hasher().hash(password)


def password_matches(user: User | None, password: str) -> bool:
    """Whether `password` is the user's. Nobody's password takes as long to refuse as a wrong one.

    Raises ServiceUnavailable where too many passwords are being hashed.
    """
    known = user.password_hash if user is not None else current_app.extensions["no_password"]
    return is_hash_of(known, password) and user is not None


def is_hash_of(known: str, password: str) -> bool:
    """Whether `known` was made of `password`. Raises ServiceUnavailable where too many are being hashed."""
    with _turn():
        try:
            _hasher().verify(known, password)
        except (VerificationError, InvalidHashError):
            return False
    return True


def renewed_hash(user: User, password: str) -> str | None:
    """A hash of the user's right `password` by today's parameters, None where they have one already."""
    return hash_password(password) if _hasher().check_needs_rehash(user.password_hash) else None


@contextmanager
def _turn() -> Iterator[None]:
    turns: BoundedSemaphore = current_app.extensions["hashing_turns"]
    if not turns.acquire(timeout=PATIENCE_SECONDS):
        logs.event(logs.Event.PASSWORDS_TOO_MANY, logging.WARNING)
        raise ServiceUnavailable(retry_after=5)
    try:
        yield
    finally:
        turns.release()


def _hasher() -> PasswordHasher:
    hasher: PasswordHasher = current_app.extensions["password_hasher"]
    return hasher
