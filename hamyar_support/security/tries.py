"""Trying passwords: each is counted before it is looked at, and after a few wrong ones the next has to wait.

They are counted by the name that was typed, whether anybody has it or not, and by the network they come from; in a
browser where the person has logged in before, and within a session, by that. All of it is in the database, so that
neither a restart nor another cookie begins anew.
"""

from __future__ import annotations

import hmac
import logging
from hashlib import sha256

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import ServiceUnavailable

from .. import logs
from ..extensions import begin_write, db, network_of
from ..logs import Event
from ..models import LoginAttempts, User
from ..persian import identity_key
from ..presentation import digits
from .devices import device_of
from .hashing import password_matches, renewed_hash

FREE_OF_ACCOUNT, FREE_OF_ADDRESS = 5, 50


class TooSoon(Exception):
    """After too many wrong passwords the next is not looked at for `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return _("Too many wrong tries. You can try again in %(time)s.", time=_in_words(self.seconds))


def authenticate(name: str, password: str) -> User | None:
    """The person whose username or e-mail is `name`, if `password` is theirs and they may come in. Commits.

    Nothing tells one None from another, neither words nor time. Raises TooSoon where the password may not be tried yet,
    and ServiceUnavailable where too many are being tried.
    """
    user = User.named(name)
    device = device_of(user)
    own = key_of("device", device, user.id) if device and user else key_of("account", identity_key(name))
    account = user.id if user else logs.account(identity_key(name))
    return user if _is_right(user, password, own, account, known=bool(device)) else None


def own_password_is(user: User, password: str) -> bool:
    """Whether `password` is that of `user`, who is signed in here. Raises what `authenticate` raises. Commits."""
    return _is_right(user, password, key_of("owner", user.id), user.id, known=True)


def key_of(kind: str, *named: object) -> str:
    # With our key in it, nobody who has the table can look up names in it.
    text = "\0".join(map(str, (kind, *named)))
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), sha256).hexdigest()


def count(own: str, account: int | str, *, known: bool = False) -> str:
    """Count a try for the key `own` and, unless the place is `known`, for the network it comes from; gives that key.

    `account` is what the log calls whoever is tried. Raises TooSoon where it may not be looked at yet. In the caller's
    write transaction, which is to be committed.
    """
    place = key_of("address", network_of(request.remote_addr or ""))
    if wait := LoginAttempts.count({own: FREE_OF_ACCOUNT, place: None if known else FREE_OF_ADDRESS}):
        db.session.rollback()
        logs.event(Event.SIGN_IN_THROTTLED, logging.WARNING, account=account, seconds=wait)
        raise TooSoon(wait)
    return place


def _is_right(user: User | None, password: str, own: str, account: int | str, *, known: bool) -> bool:
    begin_write()
    place = count(own, account, known=known)
    db.session.commit()
    try:
        if not password_matches(user, password) or user is None or not user.is_active:
            logs.event(Event.SIGN_IN_FAILED, logging.WARNING, account=account)
            return False
        renewed = renewed_hash(user, password)
    except ServiceUnavailable:
        begin_write()
        LoginAttempts.take_back(own, place)
        db.session.commit()
        raise
    _succeed(user, own, place, renewed)
    return True


def _succeed(user: User, own: str, place: str, renewed: str | None) -> None:
    begin_write()
    LoginAttempts.succeed(own, place)
    if renewed:
        known = user.password_hash
        row = db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)
        if row.password_hash == known:  # and not changed in the meantime
            row.password_hash = renewed
    db.session.commit()


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds, count=digits(seconds))
    minutes = -(-seconds // 60)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes, count=digits(minutes))
