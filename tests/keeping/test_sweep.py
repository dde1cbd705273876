"""`flask sweep` removes what belongs to nothing, and nothing else."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from flask import Flask

from hamyar_support import keeping
from hamyar_support.extensions import db
from hamyar_support.models import Attachment
from hamyar_support.models.words import utc_now
from tests.tickets import writing


def files_of(app: Flask) -> dict[str, Path]:
    folder = Path(app.config["DATA_DIR"]) / "attachments"
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


def age(path: Path, days: float) -> None:
    past = time.time() - days * 86400
    os.utime(path, (past, past))


def test_what_belongs_to_a_message_stays_however_old(app: Flask, kept: str) -> None:
    for path in files_of(app).values():
        age(path, 400)
    with app.app_context():
        assert keeping.sweep() == 0
        assert keeping.verify() == []


def test_bytes_without_a_row_go_after_a_day(app: Flask, kept: str) -> None:
    folder = next(iter(files_of(app).values())).parent
    old, young = folder / ("a" * 38), folder / ("b" * 38)
    for path in (old, young):
        path.write_bytes(b"left over")
    age(old, 1.1)
    with app.app_context():
        assert keeping.sweep() == 1
    assert (old.exists(), young.exists()) == (False, True)


def test_files_held_for_a_form_that_nobody_sent_go_after_a_week(app: Flask, kept: str) -> None:
    with writing(app) as session:
        held = session.scalars(db.select(Attachment)).first()
        held.message_id, held.created_at = None, utc_now() - timedelta(days=8)
        key = held.storage_key
    age(next(path for path in files_of(app).values() if key.endswith(path.name)), 8)
    with app.app_context():
        assert keeping.sweep() == 1
        assert db.session.scalars(db.select(Attachment.storage_key)).all() != [key]
