"""The manifest of a backup: what it holds, with hashes. It is written last, so that a backup without one is none."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from ..storage import StorageError

NAME = "manifest.json"
FILES = "files"
FORMAT = 1


# What disks, databases and storages raise, whoever asks them.
FAILURES = (OSError, sqlite3.Error, SQLAlchemyError, StorageError)


class BackupError(Exception):
    """A backup cannot be made, read or trusted; its text is one line for the operator."""


def in_one_line(error: Exception) -> str:
    """What `error`, one of FAILURES, says, without the statement that a database was asked."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


@contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Turns what a disk, a database or the storage raises into a BackupError."""
    try:
        yield
    except FAILURES as error:
        raise BackupError(f"{in_one_line(error)}.") from error


@dataclass
class Manifest:
    created_at: str
    database: str  # "sqlite" or "postgresql"
    revision: str  # of the migrations
    database_file: str
    database_sha256: str
    format: int = FORMAT
    # By storage key: sha256 and size in bytes.
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    # Of messages, and not in the backup: what was wrong with them in the storage, by storage key.
    left_out: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the manifest into `folder`, whole or not at all."""
        partial = folder / (NAME + ".partial")
        with partial.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(folder / NAME)
        sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest in `folder`; BackupError if there is none or it is of another format."""
        try:
            said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise BackupError(f"{folder} holds no finished backup: {NAME} is missing.") from None
        except ValueError:
            raise BackupError(f"{folder / NAME} is damaged.") from None
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise BackupError(f"{folder} holds a backup of another format.")
        try:
            said["files"] = {key: (sha256, size) for key, (sha256, size) in said["files"].items()}
            return cls(**said)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise BackupError(f"{folder / NAME} is damaged.") from None


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
