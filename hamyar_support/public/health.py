"""Is the process up, and do the things that it stands on answer?"""

from __future__ import annotations

import logging

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from .. import logs
from ..databases import NotUsable, check_migrated, check_writable
from ..extensions import db
from ..logs import Event
from ..storage import StorageError
from . import bp

TEXT = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/healthz")
def healthz() -> tuple[str, int, dict[str, str]]:
    return "ok\n", 200, TEXT


@bp.get("/readyz")
def readyz() -> tuple[str, int, dict[str, str]]:
    try:
        db.session.execute(text("SELECT 1"))
        check_writable(db.session.connection())
        check_migrated(db.session.connection())
        current_app.extensions["storage"].check()
    except SQLAlchemyError as error:
        reason = logs.database_reason(error) if isinstance(error, DBAPIError) else type(error).__name__
        logs.event(Event.DATABASE_FAILED, logging.ERROR, reason=reason)
        return "not ready\n", 503, TEXT
    except NotUsable as error:
        logs.event(Event.DATABASE_FAILED, logging.ERROR, reason=str(error))
        return "not ready\n", 503, TEXT
    except StorageError as error:
        logs.event(Event.STORAGE_FAILED, logging.ERROR, reason=str(error))
        return "not ready\n", 503, TEXT
    return "ready\n", 200, TEXT
