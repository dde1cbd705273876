"""Bringing a backup back, into an empty place."""

from __future__ import annotations

import os
import shutil
from itertools import islice
from pathlib import Path

from flask import current_app
from sqlalchemy import inspect

from ..extensions import db
from . import postgresql
from .manifest import FILES, BackupError, Manifest, failing_in_one_line, sha256_of, sync_folder


@failing_in_one_line()
def restore(folder: Path) -> Manifest:
    """Bring the backup in `folder` back; database and storage must be empty. Every hash is checked before anything is
    written. Run the migrations afterwards if the backup is older than the program. Raises BackupError.
    """
    manifest = Manifest.read(folder)
    _check(folder, manifest)
    if db.engine.dialect.name != manifest.database:
        raise BackupError(f"this is a backup of {manifest.database}, and the site is set to {db.engine.dialect.name}.")
    storage = current_app.extensions["storage"]
    if next(islice(storage.keys(), 1), None):
        raise BackupError("the storage is not empty.")
    if inspect(db.engine).get_table_names():
        raise BackupError("the database is not empty.")
    # Files first: rows without bytes cannot be, bytes without rows are only swept.
    for key in manifest.files:
        with (folder / FILES / key).open("rb") as file:
            storage.put(key, file)
    db.engine.dispose()
    source = folder / manifest.database_file
    if manifest.database == "sqlite":
        _place(source, Path(str(db.engine.url.database)))
    else:
        postgresql.load(db.engine.url, source)
    return manifest


def _check(folder: Path, manifest: Manifest) -> None:
    wanted = {folder / FILES / key: digest for key, (digest, _size) in manifest.files.items()}
    wanted[folder / manifest.database_file] = manifest.database_sha256
    for path, digest in wanted.items():
        if not path.is_file():
            raise BackupError(f"{path} is missing from the backup.")
        if sha256_of(path) != digest:
            raise BackupError(f"{path} is damaged.")


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (target, Path(f"{target}-wal"), Path(f"{target}-shm")):
        leftover.unlink(missing_ok=True)  # what looking at an empty database has made
    partial = target.with_name(target.name + ".partial")
    shutil.copyfile(source, partial)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.rename(target)
    sync_folder(target.parent)
