"""Browsers in which somebody has logged in before.

Such a browser has a count of wrong passwords of its own, so that its owner is not kept waiting by those who guess the
password elsewhere. It is known by a signed cookie that nobody else can make; it opens nothing.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from ..models import User

KNOWN_FOR = timedelta(days=365)
# Those who share a browser; whoever has not logged in here for longest is the first to be a stranger again.
MOST_PEOPLE = 4


def device_of(user: User | None) -> str | None:
    """What tells this browser from others, where `user` has logged in here with the password of today; else None."""
    device, people = _read()
    return device if user is not None and _mark(user) in people else None


def know_browser(user: User) -> None:
    """Let the answer to this request tell the browser that `user` has logged in here with the password of today."""
    device, people = _read()
    mark = _mark(user)
    marks = [mark, *(each for each in people if each != mark)][:MOST_PEOPLE]
    value = _signer().dumps([device or token_urlsafe(16), *marks])

    @after_this_request
    def _tell(response: Response) -> Response:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(_name(), value, max_age=KNOWN_FOR, secure=secure, httponly=True, samesite="Lax")
        return response


def _read() -> tuple[str, list[str]]:
    try:
        device, *people = _signer().loads(request.cookies.get(_name(), ""))
    except BadData:
        return "", []
    return device, people


def _mark(user: User) -> str:
    # With a new password every browser is a stranger again: one that a thief of the old one used, too.
    return sha256(f"{user.id} {user.password_hash}".encode()).hexdigest()[:32]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"
