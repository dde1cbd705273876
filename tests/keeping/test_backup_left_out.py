"""A file that the storage has lost keeps nothing else from being backed up."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from hamyar_support import keeping
from hamyar_support.cli import INCOMPLETE
from hamyar_support.extensions import db
from hamyar_support.models import Attachment
from tests.logged import Logged


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_what_the_storage_has_lost_is_left_out_of_a_backup_that_says_so_aloud(
    app: Flask, kept: str, tmp_path: Path, elsewhere: Flask, logged: Logged, harm: str
) -> None:
    with app.app_context():
        lost, whole = db.session.scalars(db.select(Attachment.storage_key).order_by(Attachment.storage_key))
    app.extensions["storage"].delete(lost)
    if harm == "damaged":
        app.extensions["storage"].put(lost, BytesIO(b"something else"))
    made = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "backup")])
    assert made.exit_code == INCOMPLETE
    assert f"{harm} in the storage: {lost}" in made.output
    assert [(line["left_out"], line["level"]) for line in logged.all("backup_made")] == [(1, "error")]
    back = elsewhere.test_cli_runner().invoke(args=["restore", str(tmp_path / "backup")])
    assert (back.exit_code, lost in back.output) == (0, True)
    with elsewhere.app_context():
        assert [each[0] for each in iter(elsewhere.extensions["storage"].keys())] == [whole]
        (fault,) = keeping.verify()
        assert "missing" in fault
