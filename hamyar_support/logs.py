"""What happened, as one line of the log each and as a number that goes up: `event(Event.SIGNED_IN, person=7)`.

An event says who by id, what, from where and in which request; never what somebody wrote, nor what opens a door.
"""

from __future__ import annotations

import hmac
import logging
from contextvars import ContextVar
from enum import StrEnum
from typing import Any

from flask import current_app, g, has_app_context
from flask.logging import default_handler
from sqlalchemy import event as database_event
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from .extensions import db
from .log_lines import FORMATS, Stream

_QUEUED = "events after the commit"
_log = logging.getLogger("hamyar_support")
stream = Stream()
# What is known of the request that this thread works on.
about_request: ContextVar[dict[str, Any] | None] = ContextVar("about_request", default=None)


class Event(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    SESSIONS_ENDED = "sessions_ended"
    SESSION_NOT_NOTED = "session_not_noted"
    PASSWORDS_TOO_MANY = "passwords_too_many"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET_ASKED = "password_reset_asked"
    RESET_LINK_OFFERED = "reset_link_offered"
    EMAIL_CHANGED = "email_changed"
    SECOND_FACTOR_ON = "second_factor_on"
    SECOND_FACTOR_OFF = "second_factor_off"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    RECOVERY_CODE_USED = "recovery_code_used"
    PERSON_CREATED = "person_created"
    PERSON_DISABLED = "person_disabled"
    PERSON_ENABLED = "person_enabled"
    ROLE_CHANGED = "role_changed"
    DEPARTMENTS_CHANGED = "departments_changed"
    ACCESS_REFUSED = "access_refused"
    FORM_REFUSED = "form_refused"
    UPLOAD_REFUSED = "upload_refused"
    VIRUS_FOUND = "virus_found"
    SCANNER_FAILED = "scanner_failed"
    LIMIT_HIT = "limit_hit"
    LIMITS_ALONE = "limits_alone"
    LIMITS_SHARED = "limits_shared"
    FILE_DAMAGED = "file_damaged"
    MAIL_SENT = "mail_sent"
    MAIL_FAILED = "mail_failed"
    BACKUP_MADE = "backup_made"
    BACKUP_RESTORED = "backup_restored"
    BACKUP_FAILED = "backup_failed"
    VERIFIED = "verified"
    SWEPT = "swept"
    BYTES_LEFT = "bytes_left"
    DATABASE_FAILED = "database_failed"
    STORAGE_FAILED = "storage_failed"
    IMPOSSIBLE_VALUE = "impossible_value"
    UNEXPECTED_ERROR = "unexpected_error"


def event(name: Event, level: int = logging.INFO, error: BaseException | None = None, **fields: Any) -> None:
    """Record that `name` happened: a line with `fields` and what is known of the request, `error` as its traceback."""
    if has_app_context():
        current_app.extensions["counters"].add("events", name)
    user, about = user_id(), about_request.get()
    if user and about is not None:
        about["user"] = user  # known to the line of the request too, which the page of an error forgets
    line(name, level, error, **{"user": user, **fields})


def line(name: str, level: int, error: BaseException | None = None, **fields: Any) -> None:
    """Write a line that is no event of its own."""
    known = {key: value for key, value in fields.items() if value is not None}
    _log.log(level, name, exc_info=error, extra={"fields": {**(about_request.get() or {}), **known}})


def after_commit(name: Event, **fields: Any) -> None:
    """Record `name` once the open transaction is committed, and never if it is not."""
    db.session.info.setdefault(_QUEUED, []).append((name, fields))


def account(name: str) -> str:
    """What stands in the log for a name that somebody typed and nobody has: always the same, and not to be undone."""
    return "unknown-" + hmac.digest(current_app.config["SECRET_KEY"].encode(), name.encode(), "sha256").hex()[:12]


def database_reason(error: DBAPIError) -> str:
    """What kind of trouble the database is in; its own words only if it could not be reached at all: they quote."""
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    return name or f"{type(error.orig).__name__}: {error.orig}"


def request_id() -> str:
    """The id of the request that is being answered, for people to name when they ask for help."""
    return (about_request.get() or {}).get("request", "")


def write(form: str, *loggers: logging.Logger) -> None:
    """Write everything that is logged to standard error, as "json" or "text"."""
    stream.setFormatter(FORMATS[form]())
    for logger in (logging.getLogger(), *loggers):
        if stream not in logger.handlers:
            logger.addHandler(stream)
    _log.setLevel(logging.INFO)
    _log.removeHandler(default_handler)


def user_id() -> int | None:
    """The id of who is signed in, without asking the database: the log also tells of one that does not answer."""
    user = g.get("_login_user") if has_app_context() else None
    identity = getattr(inspect(user, raiseerr=False), "identity", None)
    return identity[0] if identity else None


@database_event.listens_for(Session, "after_commit")
def _committed(session: Session) -> None:
    for name, fields in session.info.pop(_QUEUED, ()):
        event(name, **fields)


@database_event.listens_for(Session, "after_rollback")
def _rolled_back(session: Session) -> None:
    session.info.pop(_QUEUED, None)
