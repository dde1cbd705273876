"""Every error, as page and as fragment."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Mapping
from math import ceil
from time import time
from typing import Any, cast

from flask import Flask, g, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_limiter import RateLimitExceeded
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from . import hypermedia, jalali, keeping, logs, oversized
from .extensions import db, limiter, login
from .logs import Event
from .spooling import RequestWithFiles
from .storage import Damaged, Missing, StorageError, StorageFull

WORDS = {
    400: (_l("This request could not be understood"), _l("Please go back and try again.")),
    401: (_l("Please log in"), _l("Your session has ended. Log in and try again.")),
    403: (_l("This is not open to you"), _l("If you think it should be, ask support.")),
    404: (_l("This page was not found"), _l("The address may be mistyped, or what was here has moved.")),
    405: (_l("This cannot be done here"), _l("Please go back and try again.")),
    413: (
        _l("This is too large to send"),
        _l(
            "Each file must be under 5 MB and all of them together under 25 MB. Nothing was sent: "
            "go back and choose fewer or smaller files."
        ),
    ),
    422: (_l("Something in the form needs a correction"), _l("Please go back and look at it once more.")),
    429: (_l("Too many requests in a short time"), _l("Please wait a moment and try again.")),
    500: (_l("Something went wrong on our side"), _l("It has been recorded. Please try again in a moment.")),
    503: (_l("The desk is busy right now"), _l("Nothing was lost. Please try again in a moment.")),
    507: (
        _l("There is no room left"),
        _l("This could not be kept. Please copy what you typed and send it again later."),
    ),
}
STALE_FORM = _l("This form is out of date"), _l("Go back, reload the page and send it again.")
LOST_FILE = (
    _l("This file is not as it was sent"),
    _l("It was damaged here, so it is not given out. Ask for it to be sent again."),
)
SIGNED_OUT = (
    WORDS[401][0],
    _l("Your session has ended. What you typed is below: log in in a new tab, and send it from there."),
)
SQLITE_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
POSTGRESQL_FULL = "53100"
# What a visitor typed into a form that had to be turned away; never a password or a token.
TYPED_FIELDS = ("subject", "body")
RETRY_AFTER_SECONDS = "5"


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(Unauthorized, _signed_out)
    app.register_error_handler(OperationalError, _database_error)
    app.register_error_handler(StorageError, _storage_error)
    app.register_error_handler(Missing, _lost_file)
    app.register_error_handler(Damaged, _lost_file)
    app.register_error_handler(DataError, _impossible_value)
    app.register_error_handler(OverflowError, _impossible_value)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> BaseResponse:
    if error.response is not None:
        return cast(BaseResponse, error.response)
    code = error.code if error.code in WORDS else 400 if (error.code or 500) < 500 else 500
    response = _page(code, *WORDS[code])
    if response.status_code == code:  # and not that of a database which is away
        response.status_code = error.code or 500
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers.setdefault(name, value)
    return response


def _too_often(_error: RateLimitExceeded) -> BaseResponse:
    assert limiter.current_limit
    seconds = max(1, int(limiter.current_limit.reset_at - time()))
    response = _page(429, WORDS[429][0], _l("Please try again in %(time)s.", time=_wait(seconds)))
    response.headers["Retry-After"] = str(seconds)
    return response


def _wait(seconds: int) -> str:
    """«یک دقیقه» at least, and never less than there is to wait."""
    return jalali.duration(ceil(seconds / 60) * 60, get_locale().language)


def _stale_form(error: CSRFError) -> BaseResponse:
    if hypermedia.wants_fragment() and not current_user.is_authenticated:
        return login.unauthorized()
    logs.event(Event.FORM_REFUSED, logging.WARNING, reason="token")
    if not hypermedia.wants_fragment():
        return _page(400, *STALE_FORM)
    # htmx is told the same as of a session that ended: the login page leads whoever is signed in straight back, and so
    # to a new token. What was typed goes with it.
    typed, answer = _page(401, *STALE_FORM), cast(BaseResponse, login.unauthorized())
    answer.set_data(typed.get_data())
    return answer


def _signed_out(error: Unauthorized) -> BaseResponse:
    """Lead to the login page, but show what was typed first: a browser forgets it on the way there."""
    if error.response is None or not _typed():
        return _http_error(error)
    return _page(401, *SIGNED_OUT, login_at=error.response.location)


def _database_error(error: OperationalError) -> BaseResponse:
    logs.event(Event.DATABASE_FAILED, logging.ERROR, reason=logs.database_reason(error))
    if error.connection_invalidated:
        # It broke off, perhaps in the commit: the rows may yet be there, and need their bytes.
        g.pop("stored_keys", None)
    return _later(error.orig)


def _impossible_value(error: Exception) -> BaseResponse:
    """No column can hold what was asked for: a NUL in a code, an id of thirty digits."""
    logs.event(Event.IMPOSSIBLE_VALUE, logging.WARNING, reason=type(error).__name__)
    return _page(400, *WORDS[400])


def _storage_error(error: StorageError) -> BaseResponse:
    logs.event(Event.STORAGE_FAILED, logging.ERROR, reason=str(error))
    return _later(error)


def _lost_file(error: StorageError) -> BaseResponse:
    """Trying again will not bring it back; `verify` names every other such file."""
    logs.event(Event.FILE_DAMAGED, logging.ERROR, reason=str(error))
    return _page(500, *LOST_FILE)


def _unexpected(error: Exception) -> BaseResponse:
    logs.event(Event.UNEXPECTED_ERROR, logging.ERROR, error)
    return _later(error) if _is_full(error) or isinstance(error, MemoryError) else _page(500, *WORDS[500])


def _later(error: BaseException | None) -> BaseResponse:
    """What is not the visitor's fault and passes: no room or memory, or something that does not answer."""
    code = 507 if _is_full(error) else 503
    response = _page(code, *WORDS[code])
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _is_full(error: BaseException | None) -> bool:
    """Whether a disk has no room, as the database, the storage or the system says it."""
    return (
        isinstance(error, StorageFull)
        or getattr(error, "sqlite_errorcode", None) in SQLITE_FULL
        or getattr(error, "sqlstate", None) == POSTGRESQL_FULL
        or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    )


def _typed() -> list[str]:
    """The texts that came with a form which is turned away; none where its body could not be read."""
    form: Mapping[str, str] = {}
    try:
        form = request.form
    except RequestEntityTooLarge:
        form = oversized.rescue(cast(RequestWithFiles, request), TYPED_FIELDS)
    except HTTPException:
        pass
    return [text for name in TYPED_FIELDS if (text := form.get(name, "").strip())]


def _page(code: int, title: str, text: str, **more: Any) -> BaseResponse:
    # A broken transaction must not break the page that says so.
    db.session.rollback()
    if stored := g.pop("stored_keys", None):
        keeping.drop_unrecorded(stored)
    if code >= 500:
        # The database may be away: who the visitor is, and which language is theirs, must not be asked of it.
        g._login_user = login.anonymous_user()
    # Not where nothing is found: what is hidden from somebody must look like what is not there.
    request_id = "" if code == 404 else logs.request_id()
    context: dict[str, Any] = {"code": code, "title": title, "text": text, "typed": _typed(), "request_id": request_id}
    try:
        return hypermedia.page("errors/error.html", http_status=code, **context, **more)
    except OperationalError as error:
        # Below 500 the page asks the database who the visitor is; above it nothing is asked.
        return _database_error(error)
