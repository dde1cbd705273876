"""The script that the timer starts every night: whole backups alone are kept, and as many as were asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs/systemd/backup.sh"
# In place of the desk's own command: it copies what is there now, and breaks off where it is told to.
FLASK = """#!/bin/sh
[ "$1 $2 $3" = "--app wsgi backup" ] || exit 2
mkdir "$4" && ls "$BACKUPS" > "$4/seen"
[ ! -e broken ] || exit "$(cat broken)"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    command = tmp_path / ".venv/bin/flask"
    command.parent.mkdir(parents=True)
    command.write_text(FLASK)
    command.chmod(0o755)
    (tmp_path / "backups").mkdir()
    return tmp_path


def run(place: Path) -> list[str]:
    """What lies among the backups afterwards."""
    settings = {"PATH": "/usr/bin:/bin", "BACKUPS": str(place / "backups"), "KEEP": "2"}
    subprocess.run(["/bin/sh", SCRIPT], cwd=place, env=settings, check=not (place / "broken").exists())
    return sorted(path.name for path in (place / "backups").iterdir())


def test_the_newest_are_kept_and_what_is_none_of_the_scripts_stays(place: Path) -> None:
    for name in ("2026-01-01T03-30-00Z", "2026-01-02T03-30-00Z", "before-0.2.0"):
        (place / "backups" / name).mkdir()
    left = run(place)
    assert left[0] == "2026-01-02T03-30-00Z"
    assert left[2:] == ["before-0.2.0"]


def test_one_that_fails_removes_none_and_leaves_the_next_all_the_room(place: Path) -> None:
    (place / "backups" / "2026-01-01T03-30-00Z").mkdir()
    (place / "backups" / "2026-01-02T03-30-00Z.unfinished").mkdir()
    (place / "broken").write_text("1")
    whole, unfinished = run(place)
    assert whole == "2026-01-01T03-30-00Z"
    assert (place / "backups" / unfinished / "seen").read_text().split() == [whole, unfinished]


def test_one_without_some_files_is_kept_and_no_older_one_goes(place: Path) -> None:
    for day in ("01", "02", "03"):
        (place / "backups" / f"2026-01-{day}T03-30-00Z").mkdir()
    (place / "broken").write_text("3")
    left = run(place)
    assert len(left) == 4
    assert not [name for name in left if name.endswith("unfinished")]
