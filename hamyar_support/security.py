"""Headers, passwords, sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response as BaseResponse

from . import hypermedia
from .extensions import begin_write, db, login
from .models import LoginSession, User
from .models.words import utc_now

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: Flask-WTF compares the referrer under https.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"
_TOKEN = "_user_id"  # where Flask-Login keeps what get_id() gave
_OF_THE_BROWSER = ("locale", "single_keys")


def init_app(app: Flask) -> None:
    # OWASP's argon2id parameters: 19 MiB, two passes, one lane (Password Storage Cheat Sheet).
    memory = 8 if app.testing else 19456
    app.extensions["password_hasher"] = PasswordHasher(time_cost=2, memory_cost=memory, parallelism=1)
    app.extensions["no_password"] = app.extensions["password_hasher"].hash("a password that nobody has")
    login.session_protection = None  # Flask-Login would judge by a header that visitors set themselves
    app.after_request(_add_headers)


def limit_body() -> None:
    """Refuse a large body that brings no files: Werkzeug limits the fields of multipart forms, and not of others."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def password_matches(user: User | None, password: str) -> bool:
    """Whether `password` is the user's. Nobody's password takes as long to refuse as a wrong one."""
    known = user.password_hash if user is not None else current_app.extensions["no_password"]
    try:
        _hasher().verify(known, password)
    except (VerificationError, InvalidHashError):
        return False
    return user is not None


def sign_in(user: User) -> None:
    """Open a session for `user` in this browser; whatever session it had before is dead. Commits."""
    before = session.get(_TOKEN)
    begin_write()
    if before and (old := LoginSession.of_token(before)):
        old.end()
    address = request.remote_addr or ""
    token = LoginSession.start(user, request.headers.get("User-Agent", ""), address)
    if _hasher().check_needs_rehash(user.password_hash):
        current_app.logger.info("password of user %s is due for rehashing", user.id)
    db.session.commit()
    _forget()  # with the token against forged forms that was known before
    session.permanent = True
    login_user(user)
    session[_TOKEN] = token


def sign_out() -> None:
    """End this browser's session on the server and forget it here. Commits."""
    token = session.get(_TOKEN)
    begin_write()
    if token and (row := LoginSession.of_token(token)):
        row.end()
    db.session.commit()
    _forget()


def end_other_sessions(user: User) -> None:
    """End every session of `user` but this browser's, inside the caller's write transaction."""
    own = LoginSession.of_token(session.get(_TOKEN, ""))
    LoginSession.end_all(user, but=own)


@login.user_loader
def _load_user(token: str) -> User | None:
    row = LoginSession.of_token(token)
    if row is None:
        return None
    g.login_session = row
    if row.is_seen_stale:
        begin_write()
        row.seen_at = utc_now()
        db.session.commit()
    return row.user


@login.unauthorized_handler
def _send_to_login() -> BaseResponse:
    location = url_for("account.login", next=hypermedia.current_path() or None)
    return hypermedia.unauthorized(location) if hypermedia.wants_fragment() else redirect(location)


def _forget() -> None:
    """Empty the cookie but for what was chosen for this browser, whoever signs in."""
    kept = {name: session[name] for name in _OF_THE_BROWSER if name in session}
    session.clear()
    session.update(kept)


def _hasher() -> PasswordHasher:
    return current_app.extensions["password_hasher"]


def _add_headers(response: Response) -> Response:
    given = {name for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name not in given:
            response.headers.add(name, value)
    if current_app.config["HTTPS"]:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if "Cache-Control" not in response.headers and (_is_private() or request.method not in ("GET", "HEAD")):
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_private() -> bool:
    # Anything in the cookie may show in the page: a name, a flash, a token.
    return bool(session) or current_user_was_loaded()


def current_user_was_loaded() -> bool:
    return "_login_user" in g and bool(getattr(current_user, "is_authenticated", False))


def static_headers(app: Flask) -> Callable[[Any, str, str], None]:
    """What gives static files the same headers; the server of static files calls it for each file."""
    always = HEADERS | ({"Strict-Transport-Security": HSTS} if app.config["HTTPS"] else {})

    def add(headers: Any, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    return add
