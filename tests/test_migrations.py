"""The migrations make what the models say, on every database, and leave what is there."""

from __future__ import annotations

import flask_migrate
from flask import Flask
from sqlalchemy import inspect

from hamyar_support.extensions import Base, db

from .people import settle
from .tickets import open_ticket, snapshot


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_a_migrated_database_has_what_the_models_describe(app: Flask) -> None:
    with app.app_context():
        # Logs each difference, and leaves by SystemExit when there is one.
        flask_migrate.check()
    assert {table.name for table in Base.metadata.sorted_tables} <= tables(app)


def test_a_site_with_data_is_migrated_again_and_nothing_changes(app: Flask) -> None:
    open_ticket(app, settle(app).reza)
    before = snapshot(app)
    with app.app_context():
        flask_migrate.upgrade()
    assert snapshot(app) == before
