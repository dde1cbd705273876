"""Whatever keeps a backup or a check from its end is one line for the operator, and a line of the log."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hamyar_support import keeping
from hamyar_support.keeping.manifest import NAME
from tests.logged import Logged


def command(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=[*words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def no_room(*_given: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_backup_without_room_is_told_and_recorded(
    app: Flask, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    monkeypatch.setattr(app.extensions["storage"], "get", no_room)
    code, said = command(app, "backup", str(tmp_path / "full"))
    assert (code, said.count("\n")) == (1, 1)
    assert "No space left on device" in said
    assert logged.all("backup_failed")
    assert not (tmp_path / "full" / NAME).exists()


def test_a_backup_of_a_database_without_tables_is_told(elsewhere: Flask, tmp_path: Path) -> None:
    code, said = command(elsewhere, "backup", str(tmp_path / "nothing"))
    assert (code, said.count("\n")) == (1, 1)
    assert "attachments" in said


@pytest.mark.parametrize("harm", ["nothing in it", "files that are no files", "more than there is", "a list"])
def test_a_manifest_that_is_none_is_refused(app: Flask, kept: str, elsewhere: Flask, tmp_path: Path, harm: str) -> None:
    with app.app_context():
        keeping.backup(tmp_path / "backup")
    path = tmp_path / "backup" / NAME
    whole = json.loads(path.read_text())
    harmed = {
        "nothing in it": {"format": 1},
        "files that are no files": {**whole, "files": {"ab/cd": "ef"}},
        "more than there is": {**whole, "odd": 1},
        "a list": [],
    }[harm]
    path.write_text(json.dumps(harmed))
    code, said = command(elsewhere, "restore", str(tmp_path / "backup"))
    assert (code, said.count("\n")) == (1, 1)
    assert str(tmp_path / "backup") in said


def test_a_database_that_is_none_is_named(make_app: Callable[..., Flask], tmp_path: Path, logged: Logged) -> None:
    path = tmp_path / "none.sqlite3"
    path.write_bytes(b"no database any more" * 1000)
    code, said = command(make_app(DATABASE_URL=f"sqlite:///{path}"), "verify")
    assert code == 1
    assert "database: cannot be read: file is not a database" in said
    assert logged.all("verified")


def test_a_check_goes_on_with_the_files_where_the_database_has_no_tables(elsewhere: Flask) -> None:
    code, said = command(elsewhere, "verify")
    assert code == 1
    assert "database: cannot be read: " in said
    assert "files: cannot be checked: " in said
