"""A backup holds everything that was acknowledged, and comes back only into an empty place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import keeping
from hamyar_support.extensions import db
from hamyar_support.keeping.manifest import FILES, NAME
from hamyar_support.models import Attachment
from tests.browsing import login, submit
from tests.keeping.conftest import PDF
from tests.people import People


@pytest.fixture
def backup(app: Flask, kept: str, tmp_path: Path) -> Path:
    folder = tmp_path / "backup"
    with app.app_context():
        keeping.backup(folder)
    return folder


def restored(app: Flask, folder: Path) -> None:
    with app.app_context():
        keeping.restore(folder)


def test_what_was_backed_up_is_there_again_elsewhere(backup: Path, elsewhere: Flask, people: People, kept: str) -> None:
    restored(elsewhere, backup)
    with elsewhere.app_context():
        assert keeping.verify() == []
        ident = db.session.scalars(db.select(Attachment.id).where(Attachment.extension == "pdf")).one()
    reza = login(elsewhere.test_client(), people.reza.username)
    assert "چاپگر" in reza.get(f"/tickets/{kept}").get_data(as_text=True)
    assert reza.get(f"/attachments/{ident}").data == PDF


def test_a_backup_is_made_by_the_command_line_and_says_what_it_holds(app: Flask, kept: str, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "new")])
    assert (result.exit_code, result.output.startswith("Backed up the database and 2 files")) == (0, True)


def test_nobody_else_on_the_machine_may_look_into_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o700


def test_a_backup_goes_into_an_empty_folder_only(app: Flask, backup: Path) -> None:
    result = app.test_cli_runner().invoke(args=["backup", str(backup)])
    assert result.exit_code == 1
    assert "is not empty" in result.output


def test_a_backup_without_its_manifest_is_refused(backup: Path, elsewhere: Flask) -> None:
    (backup / NAME).unlink()
    with pytest.raises(keeping.BackupError, match="no finished backup"):
        restored(elsewhere, backup)


@pytest.mark.parametrize("harm", ["flipped", "missing"])
def test_a_damaged_backup_is_refused_before_anything_is_written(backup: Path, elsewhere: Flask, harm: str) -> None:
    key = next(iter(json.loads((backup / NAME).read_text())["files"]))
    path = backup / FILES / key
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(keeping.BackupError, match=key.split("/")[1]):
        restored(elsewhere, backup)
    with elsewhere.app_context():
        assert not list(elsewhere.extensions["storage"].keys())
        assert not db.inspect(db.engine).get_table_names()


def test_a_backup_does_not_overwrite_what_is_there(app: Flask, backup: Path) -> None:
    with pytest.raises(keeping.BackupError, match="not empty"):
        restored(app, backup)


def test_people_write_on_while_a_backup_is_made(
    app: Flask, reza: FlaskClient, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: Flask
) -> None:
    storage = app.extensions["storage"]
    untouched = storage.get

    def get_while_somebody_writes(key: str) -> object:
        monkeypatch.setattr(storage, "get", untouched)
        sent = submit(reza, f"/tickets/{kept}", {"body": "میانِ کار"}, action=f"/tickets/{kept}/messages")
        assert sent.status_code == 303
        return untouched(key)

    monkeypatch.setattr(storage, "get", get_while_somebody_writes)
    with app.app_context():
        keeping.backup(tmp_path / "busy")
    restored(elsewhere, tmp_path / "busy")
    with elsewhere.app_context():
        assert keeping.verify() == []
