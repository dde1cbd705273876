"""Making a backup while people write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from ..extensions import db
from ..storage import Missing, Storage, thumbnail_key
from . import postgresql
from .manifest import FILES, BackupError, Manifest, failing_in_one_line, sha256_of, sync_file, sync_folder

ATTACHMENTS = "SELECT storage_key, sha256, size, message_id IS NOT NULL FROM attachments ORDER BY storage_key"
REVISION = "SELECT version_num FROM alembic_version"
Row = tuple[str, str, int, bool]


@failing_in_one_line()
def backup(folder: Path) -> Manifest:
    """Copy database and attachments into `folder`, which must be empty or not exist yet.

    The database is copied first, as of one moment; every file that it names was stored before its row, so it is there
    to be copied afterwards. Each file is read through and compared with the hash in its row; one that is damaged or
    missing is left out, and named in the manifest: everything else is not to go without a backup until somebody has
    mended it. Raises BackupError.
    """
    # Nobody else on the machine is to read what people wrote.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty.")
    copy = _copy_sqlite if db.engine.dialect.name == "sqlite" else _copy_postgresql
    with copy(folder) as (name, rows, revision):
        sync_file(folder / name)
        manifest = Manifest(
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=db.engine.dialect.name,
            revision=revision,
            database_file=name,
            database_sha256=sha256_of(folder / name),
        )
        storage = current_app.extensions["storage"]
        for key, digest, size, sent in rows:
            if not (fault := _copy_file(storage, key, digest, folder)):
                manifest.files[key] = (digest, size)
            elif sent:  # a file that was never sent may be swept away at any time
                manifest.left_out[key] = fault
            small = thumbnail_key(key)
            if not _copy_file(storage, small, None, folder):  # which few have
                manifest.files[small] = (sha256_of(folder / FILES / small), (folder / FILES / small).stat().st_size)
    sync_folder(folder)
    manifest.write(folder)
    return manifest


@contextmanager
def _copy_sqlite(folder: Path) -> Iterator[tuple[str, list[Row], str]]:
    name = "database.sqlite3"
    source_path = str(db.engine.url.database)
    with closing(sqlite3.connect(source_path)) as source, closing(sqlite3.connect(folder / name)) as target:
        source.backup(target)
        # The copy is one file: without the log that a database in use keeps beside it.
        target.execute("PRAGMA journal_mode=DELETE")
        rows = target.execute(ATTACHMENTS).fetchall()
        revision = target.execute(REVISION).fetchone()[0]
    yield name, rows, revision


@contextmanager
def _copy_postgresql(folder: Path) -> Iterator[tuple[str, list[Row], str]]:
    name = "database.dump"
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        postgresql.dump(db.engine.url, str(snapshot), folder / name)
        rows = [(row[0], row[1], row[2], bool(row[3])) for row in connection.execute(text(ATTACHMENTS))]
        revision = str(connection.scalar(text(REVISION)))
        yield name, rows, revision


def _copy_file(storage: Storage, key: str, digest: str | None, folder: Path) -> str:
    """Copy the file under `key`, whose hash must be `digest` (None: whatever it is); gives what is wrong with it."""
    target = folder / FILES / key
    target.parent.mkdir(parents=True, exist_ok=True)
    read, fault = sha256(), ""
    try:
        with target.open("wb") as file:
            for chunk in storage.get(key):
                read.update(chunk)
                file.write(chunk)
    except Missing:
        fault = "missing"
    if not fault and digest and read.hexdigest() != digest:
        fault = "damaged"
    if fault:
        target.unlink()
    else:
        sync_file(target)
    sync_folder(target.parent)
    return fault
