"""The migrations make what the models say, on every database."""

from __future__ import annotations

import flask_migrate
from flask import Flask


def test_a_migrated_database_has_what_the_models_describe(app: Flask) -> None:
    with app.app_context():
        # Logs each difference, and leaves by SystemExit when there is one.
        flask_migrate.check()
