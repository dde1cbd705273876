"""Trying passwords: each is counted before it is looked at, and after a few wrong ones the next has to wait.

They are counted by the name that was typed, whether anybody has it or not, and by the network they come from; in a
browser where the person has logged in before, and within a session, by that. All of it is in the database, so that
neither a restart nor another cookie begins anew.

Who has two names, a username and an e-mail, has no more tries for it: they are counted together, too. But that the one
must wait for what was tried with the other is not told, since it would tell whose e-mail it is: such a try is answered
as a wrong one, right or not.
"""

from __future__ import annotations

import hmac
import logging
from hashlib import sha256
from typing import NamedTuple

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


class Counted(NamedTuple):
    """A try that was counted: by which keys, and whether it is not to be looked at without being told so."""

    place: str
    own: tuple[str, ...]
    withheld: bool


def authenticate(name: str, password: str) -> User | None:
    """The person whose username or e-mail is `name`, if `password` is theirs and they may come in. Commits.

    Nothing tells one None from another, neither words nor time. Raises TooSoon where the password may not be tried yet,
    and ServiceUnavailable where too many are being tried.
    """
    user, typed = User.named(name), identity_key(name)
    account = user.id if user else logs.account(typed)
    if user and (device := device_of(user)):
        return user if _is_right(user, password, account, key_of("device", device, user.id), known=True) else None
    # As many keys for nobody as for somebody.
    whole = key_of("person", user.id) if user else key_of("nobody", typed)
    return user if _is_right(user, password, account, key_of("account", typed), whole) else None


def own_password_is(user: User, password: str) -> bool:
    """Whether `password` is that of `user`, who is signed in here. Raises what `authenticate` raises. Commits."""
    return _is_right(user, password, user.id, key_of("owner", user.id), known=True)


def key_of(kind: str, *named: object) -> str:
    # With our key in it, nobody who has the table can look up names in it.
    text = "\0".join(map(str, (kind, *named)))
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), sha256).hexdigest()


def count(account: int | str, own: str, whole: str = "", *, known: bool = False) -> Counted:
    """Count a try for the key `own`, for `whole`, and, unless the place is `known`, for the network it comes from.

    `account` is what the log calls whoever is tried. Raises TooSoon where it may not be looked at yet, unless only
    `whole` must wait. In the caller's write transaction, which is to be committed.
    """
    place = key_of("address", network_of(request.remote_addr or ""))
    free = {own: FREE_OF_ACCOUNT, place: None if known else FREE_OF_ADDRESS}
    if whole:
        free[whole] = FREE_OF_ACCOUNT
    waits = LoginAttempts.count(free, untold={whole})
    told = max((wait for key, wait in waits.items() if key != whole), default=0)
    if waits:
        logs.event(Event.SIGN_IN_THROTTLED, logging.WARNING, account=account, seconds=told or waits[whole])
    if told:
        db.session.rollback()
        raise TooSoon(told)
    return Counted(place, tuple(key for key in free if key != place and key not in waits), withheld=bool(waits))


def _is_right(
    user: User | None, password: str, account: int | str, own: str, whole: str = "", *, known: bool = False
) -> bool:
    begin_write()
    counted = count(account, own, whole, known=known)
    db.session.commit()
    try:
        matches = password_matches(user, password)
        if counted.withheld:
            return False
        if not matches or user is None or not user.is_active:
            logs.event(Event.SIGN_IN_FAILED, logging.WARNING, account=account)
            return False
        renewed = renewed_hash(user, password)
    except ServiceUnavailable:
        begin_write()
        LoginAttempts.take_back(counted.place, *counted.own)
        db.session.commit()
        raise
    _succeed(user, counted, renewed)
    return True


def _succeed(user: User, counted: Counted, renewed: str | None) -> None:
    begin_write()
    LoginAttempts.succeed(counted.place, *counted.own)
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
