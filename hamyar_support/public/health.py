"""Is the process up, and do the things that it stands on answer?"""

from __future__ import annotations

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from ..extensions import db
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
        current_app.extensions["storage"].check()
    except (SQLAlchemyError, StorageError) as error:
        current_app.logger.error("not ready: %s", error)
        return "not ready\n", 503, TEXT
    return "ready\n", 200, TEXT
