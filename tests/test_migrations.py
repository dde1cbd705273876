"""The migrations make what the models say, on every database, and leave what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import inspect

from hamyar_support.extensions import Base, db
from hamyar_support.models import User

from .people import settle
from .tickets import count, open_ticket, snapshot


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_a_migrated_database_has_what_the_models_describe(app: Flask) -> None:
    with app.app_context():
        # Logs each difference, and leaves by SystemExit when there is one.
        flask_migrate.check()
    assert {table.name for table in Base.metadata.sorted_tables} <= tables(app)


def test_a_new_database_holds_nobody(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app(DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")
    with app.app_context():
        flask_migrate.upgrade()
    assert count(app, User) == 0


def test_a_site_with_data_is_migrated_again_and_nothing_changes(app: Flask) -> None:
    open_ticket(app, settle(app).reza)
    before = snapshot(app)
    with app.app_context():
        flask_migrate.upgrade()
    assert snapshot(app) == before


def test_a_database_that_is_not_there_is_one_clear_line(make_app: Callable[..., Flask]) -> None:
    away = make_app(DATABASE_URL="postgresql://hamyar:secret@127.0.0.1:9/hamyar")
    result = away.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 1
    assert result.output.startswith("hamyar-support: HAMYAR_DATABASE_URL leads to no database: ")
    assert result.output.count("\n") == 1
    assert "Traceback" not in result.output
    assert "secret" not in result.output
