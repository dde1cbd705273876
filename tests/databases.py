"""Fresh, migrated databases for tests: SQLite files, and a PostgreSQL cluster of our own in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg
from psycopg import sql

from hamyar_support import create_app
from hamyar_support.extensions import db

NAMES = ("sqlite", "postgresql")
# Nothing here needs to survive a power cut.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "autovacuum": "off",
    "jit": "off",
    "log_min_messages": "fatal",
}
# The statements that leave no row in any table, and let every count begin anew.
CLEARING = """
    SELECT format('DELETE FROM %I;', tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    UNION ALL SELECT format('SELECT setval(%L, 1, false);', sequencename) FROM pg_sequences WHERE schemaname = 'public'
"""
SETTINGS: dict[str, Any] = {
    "TESTING": True,
    "SECRET_KEY": "a key for tests, as long as a key must be",
    "RATELIMIT_ENABLED": False,
}


def postgresql_programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest there is, or None."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).parent
    debian = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    return max(debian, key=lambda folder: float(folder.parent.name), default=None)


class Cluster:
    """A PostgreSQL server that listens on a socket in its own temporary folder, and on nothing else."""

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hamyar-pg-"))
        # The server refuses to run as root.
        run: dict[str, Any] = {"stdin": subprocess.DEVNULL, "cwd": "/"}
        if os.geteuid() == 0:
            run |= {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(self.folder, "postgres", "postgres")
        data = self.folder / "data"
        options = ["--username=hamyar", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([programs / "initdb", "-D", data, *options], check=True, stdout=subprocess.DEVNULL, **run)
        settings = [f"-c{name}={value}" for name, value in SERVER_SETTINGS.items()]
        control = [programs / "pg_ctl", "-D", data, "-w", "-s"]
        server_options = " ".join(f"'{option}'" for option in [*settings, f"-k{self.folder}"])
        subprocess.run([*control, "-l", self.folder / "log", "-o", server_options, "start"], check=True, **run)
        # Waits for our end of its input to close, by stop() or by our death, and then leaves nothing behind.
        clear_up = ["sh", "-c", 'read -r _; "$@"; rm -rf "$0"', self.folder, *control, "-m", "immediate", "stop"]
        self._keeper = subprocess.Popen(clear_up, **{**run, "stdin": subprocess.PIPE}, start_new_session=True)

    def stop(self) -> None:
        self._keeper.communicate()


class Databases:
    """Gives databases, copied from one that was migrated once in this process."""

    def __init__(self, folder: Path, cluster: Path | None) -> None:
        self._folder = folder
        self._cluster = cluster
        self._prefix = f"t{os.getpid()}"
        self._numbers = count()
        self._templates: dict[str, str] = {}
        self._emptied: dict[str, str] = {}
        self._admin: psycopg.Connection | None = None
        self._clearing: psycopg.Connection | None = None
        self._clear_all = ""

    def emptied(self, name: str) -> str:
        """The address of the database of the kind `name` that the tests of this process share, with no row left in it.

        PostgreSQL takes 300 ms to make a database and remove it, 12 to truncate all its tables, and 2 to delete the
        few rows that a test leaves.
        """
        template = self._templates.get(name) or self._migrated(name)
        if name not in self._emptied:
            self._emptied[name] = self._create(name, template)
        elif name == "sqlite":
            self._drop(name, self._emptied[name])
            shutil.copyfile(self._file(template), self._file(self._emptied[name]))
        else:
            self._clear(self._emptied[name])
        return self._address(name, self._emptied[name])

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """The address of a new database of the kind `name` with every table and no row; gone afterwards."""
        template = self._templates.get(name) or self._migrated(name)
        copy = self._create(name, template)
        try:
            yield self._address(name, copy)
        finally:
            self._drop(name, copy)

    @contextmanager
    def empty(self, name: str) -> Iterator[str]:
        """The address of a new database of the kind `name` without a table; gone afterwards."""
        made = self._create(name)
        try:
            yield self._address(name, made)
        finally:
            self._drop(name, made)

    def close(self) -> None:
        if self._clearing:
            self._clearing.close()
        for name, database in [*self._emptied.items(), *self._templates.items()]:
            self._drop(name, database)
        if self._admin:
            self._admin.close()

    def _migrated(self, name: str) -> str:
        template = self._create(name)
        app = create_app({**SETTINGS, "DATA_DIR": self._folder, "DATABASE_URL": self._address(name, template)})
        with app.app_context():
            flask_migrate.upgrade()
            db.engine.dispose()
        self._templates[name] = template
        return template

    def _address(self, name: str, database: str) -> str:
        if name == "sqlite":
            return f"sqlite:///{self._file(database)}"
        return f"postgresql://hamyar@/{database}?host={self._cluster}"

    def _file(self, database: str) -> Path:
        return self._folder / f"{database}.sqlite3"

    def _create(self, name: str, template: str | None = None) -> str:
        database = f"{self._prefix}_{next(self._numbers)}"
        if name == "postgresql":
            source = sql.Identifier(template or "template0")
            # FILE_COPY waits for a checkpoint, which is the quicker way where fsync is off.
            self._administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", sql.Identifier(database), source)
        elif template:
            shutil.copyfile(self._file(template), self._file(database))
        return database

    def _clear(self, database: str) -> None:
        if self._clearing is None or self._clearing.closed:
            self._clearing = psycopg.connect(f"host={self._cluster} user=hamyar dbname={database}", autocommit=True)
            # The order of the tables does not matter then.
            self._clearing.execute("SET session_replication_role = replica")
            # A test that left a transaction open is named by the next one, instead of holding it up for ever.
            self._clearing.execute("SET lock_timeout = '5s'")
            self._clear_all = "".join(statement for (statement,) in self._clearing.execute(CLEARING))
        try:
            self._clearing.execute(self._clear_all)
        except psycopg.errors.AdminShutdown:  # the server was started anew
            self._clear(database)

    def _drop(self, name: str, database: str) -> None:
        if name == "postgresql":
            self._administer("DROP DATABASE {} WITH (FORCE)", sql.Identifier(database))
        else:
            for file in self._folder.glob(f"{database}.sqlite3*"):
                file.unlink()

    def _administer(self, statement: str, *names: sql.Identifier) -> None:
        try:
            self._admin = self._admin or self._connect()
            self._admin.execute(sql.SQL(statement).format(*names))
        except psycopg.errors.AdminShutdown:  # the server was started anew
            self._admin = self._connect()
            self._admin.execute(sql.SQL(statement).format(*names))

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(f"host={self._cluster} user=hamyar dbname=postgres", autocommit=True)
