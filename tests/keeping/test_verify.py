"""`flask verify` names what is wrong."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from hamyar_support import keeping
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import Attachment


def stored(app: Flask) -> Path:
    """The path of one stored file."""
    with app.app_context():
        key = db.session.scalars(db.select(Attachment.storage_key).order_by(Attachment.id)).first()
    return Path(app.config["DATA_DIR"]) / "attachments" / str(key)


def faults(app: Flask) -> str:
    with app.app_context():
        return "\n".join(keeping.verify())


def test_all_is_well_with_a_sound_site(app: Flask, kept: str) -> None:
    result = app.test_cli_runner().invoke(args=["verify"])
    assert (result.exit_code, result.output) == (0, "All is well.\n")


def test_a_flipped_byte_is_found(app: Flask, kept: str) -> None:
    path = stored(app)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    assert "content has changed" in faults(app)


def test_a_cut_file_is_found(app: Flask, kept: str) -> None:
    path = stored(app)
    path.write_bytes(path.read_bytes()[:-1])
    assert "were stored" in faults(app)


def test_a_missing_file_is_found_and_the_command_fails(app: Flask, kept: str) -> None:
    stored(app).unlink()
    result = app.test_cli_runner().invoke(args=["verify"])
    assert result.exit_code == 1
    assert "missing" in result.output


def test_a_wrong_count_is_found(app: Flask, kept: str) -> None:
    with app.app_context():
        begin_write()
        db.session.execute(text("UPDATE ticket_counts SET number = number + 1 WHERE status = 'open'"))
        db.session.commit()
    assert "kept count of open" in faults(app)


@pytest.mark.parametrize(("age", "found"), [(0, False), (2 * 3600, True)])
def test_an_old_file_that_belongs_to_nothing_is_found(app: Flask, kept: str, age: int, found: bool) -> None:
    orphan = stored(app).parent / "0123456789abcdef0123456789abcdef"
    orphan.write_bytes(b"left over")
    past = time.time() - age
    os.utime(orphan, (past, past))
    assert ("belongs to nothing" in faults(app)) is found
