"""PostgreSQL's own tools, which must be on the machine that makes or restores a backup."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sqlalchemy import URL

from .manifest import BackupError

PLAIN = ("--no-owner", "--no-privileges")


def dump(url: URL, snapshot: str, target: Path) -> None:
    """Write the database as `snapshot` shows it to `target`, in pg_dump's custom format."""
    _run("pg_dump", url, "--format=custom", *PLAIN, f"--snapshot={snapshot}", f"--file={target}")


def load(url: URL, source: Path) -> None:
    """Restore `source` into the empty database at `url`, in one transaction."""
    _run("pg_restore", url, *PLAIN, "--single-transaction", "--exit-on-error", str(source))


def _run(program: str, url: URL, *arguments: str) -> None:
    # The password goes by the environment: a command line can be read by everybody on the machine.
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {"PGPASSWORD": url.password or ""} if url.password else {}
    try:
        subprocess.run(  # noqa: S603  (no shell; the arguments are ours)
            [program, f"--dbname={address}", *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
        )
    except FileNotFoundError:
        raise BackupError(f"{program} is not installed; it comes with PostgreSQL's client.") from None
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed: {error.stderr.strip()[:500]}") from None
