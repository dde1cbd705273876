"""Who this browser is signed in as: the cookie holds a token, and the session it opens is a row."""

from __future__ import annotations

import logging

from flask import Flask, g, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_login import current_user, login_user
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from .. import hypermedia, logs
from ..extensions import begin_write, db, login
from ..models import LoginSession, User
from . import devices

_TOKEN = "_user_id"  # where Flask-Login keeps what get_id() gave
_OF_THE_BROWSER = ("locale", "single_keys")
VISITORS_LOCALE = "visitors_locale"  # a language chosen while signed out, and so by whoever signs in next


class Cookies(SecureCookieSessionInterface):
    """Flask's own cookies; what signs and reads them is made once, and not twice for each request."""

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signing


def init_app(app: Flask) -> None:
    app.session_interface = Cookies(app)
    login.session_protection = None  # Flask-Login would judge by a header that visitors set themselves


def sign_in(user: User) -> None:
    """Open a session for `user` in this browser; whatever session it had before is dead. Commits.

    `user` is as they were when they proved to be who they are. Raises Unauthorized where they have been disabled or
    given another password or second factor since: that ends the sessions there are, and this one is not among them yet.
    """
    before, proven_by = session.get(_TOKEN), (user.password_hash, user.totp_secret)
    begin_write()
    user = db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)
    if not user.is_active or (user.password_hash, user.totp_secret) != proven_by:
        raise Unauthorized
    if before and (old := LoginSession.of_token(before)):
        old.end()
    user.locale = session.get(VISITORS_LOCALE, user.locale)
    token = LoginSession.start(user, request.headers.get("User-Agent", ""), _address())
    db.session.commit()
    _forget()  # with the token against forged forms that was known before
    session.permanent = True
    login_user(user)
    session[_TOKEN] = token
    devices.know_browser(user)


def sign_out() -> None:
    """End this browser's session on the server and forget it here. Commits."""
    begin_write()
    if row := own_session():
        row.end()
    db.session.commit()
    _forget()


def end_other_sessions(user: User) -> None:
    """End every session of `user` but this browser's, inside the caller's write transaction."""
    LoginSession.end_all(user, but=own_session())


def this_session() -> LoginSession | None:
    """The session that this request came with, None for a visitor who is signed out."""
    row: LoginSession | None = g.get("login_session") if current_user.is_authenticated else None
    return row


def own_session() -> LoginSession | None:
    """This browser's living session, read now; None where it has none."""
    token = session.get(_TOKEN)
    return LoginSession.of_token(token) if token else None


@login.user_loader
def _load_user(token: str) -> User | None:
    row = LoginSession.of_token(token)
    if row is None:
        return None
    g.login_session = row
    # A page that was left open must not keep a session alive that nobody uses.
    if (row.is_seen_stale or row.address != _address()) and not hypermedia.asks_by_itself():
        _note_seen(row)
    return row.user


def _note_seen(row: LoginSession) -> None:
    """Write down that the person is here, if that can be done at once: a page is read on a full disk, too."""
    person = row.user_id
    try:
        begin_write(patiently=False)
        row.see(_address())
        db.session.commit()
    except OperationalError as error:
        db.session.rollback()
        reason = logs.database_reason(error)
        logs.event(logs.Event.SESSION_NOT_NOTED, logging.WARNING, person=person, reason=reason)


@login.unauthorized_handler
def _send_to_login() -> Response:
    location = url_for("account.login", next=hypermedia.current_path() or None)
    if hypermedia.wants_fragment():
        return hypermedia.unauthorized(location)
    # Led on at once, unless a text would be lost with it: errors.py knows.
    raise Unauthorized(response=redirect(location))


def _address() -> str:
    return (request.remote_addr or "")[:45]


def _forget() -> None:
    """Empty the cookie but for what was chosen for this browser, whoever signs in."""
    kept = {name: session[name] for name in _OF_THE_BROWSER if name in session}
    session.clear()
    session.update(kept)
