"""A site with something to keep, and an empty place to bring it back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from hamyar_support.extensions import db
from tests import databases, samples
from tests.people import People
from tests.tickets import open_ticket

PDF, PNG = samples.pdf(), samples.picture("PNG")


@pytest.fixture
def kept(app: Flask, people: People) -> str:
    """The code of a ticket of رضا with two files."""
    return open_ticket(app, people.reza, files={"رسید.pdf": PDF, "خطا.png": PNG})


@pytest.fixture
def elsewhere(
    all_databases: databases.Databases, database_name: str, tmp_path: Path, make_app: Callable[..., Flask]
) -> Iterator[Flask]:
    """The same site on an empty database and an empty data folder."""
    with all_databases.empty(database_name) as url:
        made = make_app(DATABASE_URL=url, DATA_DIR=tmp_path / "elsewhere")
        yield made
        with made.app_context():
            db.engine.dispose()
