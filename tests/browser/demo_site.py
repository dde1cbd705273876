"""The site with demo data, whose clock stands still and whose codes come in the same order each time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from unittest import mock

import flask_migrate

from hamyar_support import create_app, demo
from hamyar_support.extensions import db
from hamyar_support.models import ticket, words

from .. import live
from ..databases import SETTINGS

NOW = datetime(2026, 11, 21, 7, 40, tzinfo=UTC)  # ten past eleven in Tehran, ۳۰ آبان ۱۴۰۵


class StoppedClock(datetime):
    """A datetime whose now() is always NOW."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return NOW.astimezone(tz)


@contextmanager
def running() -> Iterator[str]:
    """The address of a site with demo data, whose time stands still."""
    codes = random.Random(1405)
    stopped = mock.patch.object(words, "datetime", StoppedClock)
    with stopped, mock.patch.object(ticket, "randbelow", codes.randrange), tempfile.TemporaryDirectory() as data:
        app = create_app({**SETTINGS, "DATA_DIR": data})
        with app.app_context():
            flask_migrate.upgrade()
            demo.load(NOW)
        with live.served(app) as address:
            yield address
        with app.app_context():
            db.engine.dispose()
