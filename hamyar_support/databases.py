"""How SQLite and PostgreSQL are connected to, and who waits for SQLite's one write lock."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from .storage import MIN_FREE_BYTES

# So long a write waits for another one before it gives up.
WAIT_SECONDS = 8
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # WAL + NORMAL may lose acknowledged commits at a power cut (sqlite.org/wal.html); FULL does not.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}",
    "PRAGMA temp_store=MEMORY",
)
# A write takes milliseconds. Where one has waited so long, something holds the database, and then only a few threads of
# a process wait for it: the others are needed by those who read.
STALLED_SECONDS = 1.0
MAY_WAIT = 3


# The revisions of the schema that this release knows, its own last: their files are named after them.
REVISIONS = sorted(
    path.name.partition("_")[0] for path in (Path(__file__).parent / "migrations/versions").glob("[0-9]*_*.py")
)


class NotUsable(Exception):
    """The database answers, but the site cannot work with it; its text is one line for the operator."""


class NotWritable(NotUsable):
    """The database can be read at most."""


def check_migrated(connection: Connection) -> None:
    """Raises NotUsable where the database is behind this release; one that is ahead serves the one before it, too."""
    at = None
    if inspect(connection).has_table("alembic_version"):
        at = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if at is None or at in REVISIONS[:-1]:
        raise NotUsable(f"the database is at {at or 'no revision'}, and not at {REVISIONS[-1]}: run `flask db upgrade`")


def check_writable(connection: Connection) -> None:
    """Raises NotWritable, or OperationalError, where nothing could be written; waits for nobody."""
    if connection.dialect.name == "sqlite":
        path = Path(str(connection.engine.url.database))
        for place in (path, path.parent):  # its log lies beside it
            if not os.access(place, os.R_OK | os.W_OK):
                raise NotWritable(f"{place} cannot be written")
        if shutil.disk_usage(path.parent).free < MIN_FREE_BYTES:
            raise NotWritable(f"the disk of {path.parent} is full")
    elif connection.scalar(text("SHOW transaction_read_only")) == "on":
        raise NotWritable("the database takes no writes")


class Line:
    """Those of this process who are about to write, one behind the other; the first of them alone asks SQLite.

    SQLite does not queue: everybody asks again and again, and some are unlucky.
    """

    def __init__(self) -> None:
        self._turn, self._counting = Lock(), Lock()
        self._waiting = 0
        self._first_since: float | None = None

    @contextmanager
    def turn(self, patient: bool) -> Iterator[float]:
        """Wait for one's turn; gives how many seconds may still be waited. TimeoutError when it does not come."""
        begun = monotonic()
        with self._counting:
            self._waiting += 1
        try:
            if not self._comes(patient):
                raise TimeoutError("too many wait for the database already")
            try:
                self._first_since = monotonic()
                yield max(0.0, begun + WAIT_SECONDS - monotonic()) if patient else 0.0
            finally:
                self._first_since = None
                self._turn.release()
        finally:
            with self._counting:
                self._waiting -= 1

    def _comes(self, patient: bool) -> bool:
        if self._turn.acquire(blocking=False):
            return True
        since = self._first_since
        stalled = since is not None and monotonic() - since > STALLED_SECONDS
        if not patient or (stalled and self._waiting > MAY_WAIT):
            return False
        if self._turn.acquire(timeout=STALLED_SECONDS):
            return True
        return self._waiting <= MAY_WAIT and self._turn.acquire(timeout=WAIT_SECONDS - STALLED_SECONDS)


_line = Line()


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # our own BEGIN below, not the driver's
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()
    else:
        connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        connection.commit()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    wanted = connection.get_execution_options().get("sqlite_begin")
    driver: Any = connection.connection.driver_connection
    if wanted is None:
        # A plain BEGIN takes no lock, so it cannot fail, and every page that reads begins with it.
        driver.execute("BEGIN")
        return
    try:
        with _line.turn(wanted == "patiently") as seconds:
            driver.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")
            try:
                driver.execute("BEGIN IMMEDIATE")
            finally:
                driver.execute(SQLITE_PRAGMAS[3])
    except (TimeoutError, sqlite3.OperationalError) as error:
        raise OperationalError("BEGIN IMMEDIATE", None, error) from error
