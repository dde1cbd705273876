"""Headers, passwords, sessions: `security.sign_in(user)`, whatever file it stands in."""

from __future__ import annotations

from flask import Flask

from . import hashing, headers, sessions
from .codes import code_is_right
from .devices import know_browser
from .hashing import hash_password, is_hash_of, password_matches
from .headers import EveryAnswer, limit_body, refuse_other_sites
from .proof import is_proven, proof_required, prove, prove_by_code
from .sessions import end_other_sessions, sign_in, sign_out, this_session
from .tries import TooSoon, authenticate

__all__ = [
    "EveryAnswer",
    "TooSoon",
    "authenticate",
    "code_is_right",
    "end_other_sessions",
    "hash_password",
    "init_app",
    "is_hash_of",
    "is_proven",
    "know_browser",
    "limit_body",
    "password_matches",
    "proof_required",
    "prove",
    "prove_by_code",
    "refuse_other_sites",
    "sign_in",
    "sign_out",
    "this_session",
]


def init_app(app: Flask) -> None:
    for module in (hashing, sessions, headers):
        module.init_app(app)
