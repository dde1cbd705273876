"""How long the database works for a report at 100,000 tickets: `python -m tests.bench.reports [TICKETS]`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import Engine, event

from hamyar_support import create_app, jalali
from hamyar_support.extensions import db
from hamyar_support.models.words import utc_now

from ..browsing import login
from ..databases import SETTINGS
from .many_tickets import ADMIN, AGENT, fill

DAYS = (7, 30, 90, 366, 731)
REPEATS = 3


@dataclass
class Spent:
    """What the database took since the last reset: seconds inside it, and statements."""

    seconds: float = 0
    queries: int = 0


SPENT = Spent()


class _Cursor(sqlite3.Cursor):
    """A cursor that writes down how long SQLite kept it, in finding rows and in handing them over."""

    def execute(self, *args: Any) -> Any:
        SPENT.queries += 1
        return self._timed(super().execute, *args)

    def fetchall(self) -> Any:
        return self._timed(super().fetchall)

    def fetchone(self) -> Any:
        return self._timed(super().fetchone)

    def fetchmany(self, *args: Any) -> Any:
        return self._timed(super().fetchmany, *args)

    def _timed(self, call: Callable[..., Any], *args: Any) -> Any:
        start = time.perf_counter()
        try:
            return call(*args)
        finally:
            SPENT.seconds += time.perf_counter() - start


class _Connection(sqlite3.Connection):
    def cursor(self, *_args: Any, **_options: Any) -> _Cursor:  # type: ignore[override]
        return super().cursor(_Cursor)


@event.listens_for(Engine, "do_connect")
def _with_clock(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
    options["factory"] = _Connection


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({**SETTINGS, "DATA_DIR": folder})
        start = time.perf_counter()
        _fill(app, number)
        print(f"{number:,} tickets written in {time.perf_counter() - start:.0f} s")
        print(f"{'':10}{'reader':8}{'database':>10}{'page':>10}{'queries':>9}")
        for role, username in (("admin", ADMIN), ("agent", AGENT)):
            _measure(app, role, username)
        with app.app_context():
            db.engine.dispose()


def _fill(app: Flask, number: int) -> None:
    with app.app_context():
        flask_migrate.upgrade()
    fill(app, number, utc_now())


def _measure(app: Flask, role: str, username: str) -> None:
    client = login(app.test_client(), username)
    for days in DAYS:
        best = (float("inf"), 0.0, 0)
        for _repeat in range(REPEATS):
            SPENT.seconds, SPENT.queries = 0, 0
            start = time.perf_counter()
            assert client.get(_address(app, days)).status_code == 200
            best = min(best, (SPENT.seconds, time.perf_counter() - start, SPENT.queries))
        print(f"{f'{days} days':10}{role:8}{best[0] * 1000:7.0f} ms{best[1] * 1000:7.0f} ms{best[2]:9}")


def _address(app: Flask, days: int) -> str:
    first = utc_now() - timedelta(days=days - 1)
    return "/staff/reports?from=" + jalali.short_day(first, app.config["TZ"], "en")


if __name__ == "__main__":
    main()
