"""What pages ask of the database, and how it goes about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from hamyar_support.extensions import db

LARGE = r"(tickets|messages|events|search_entries)"
EXPLAINED = {
    "sqlite": ("EXPLAIN QUERY PLAN", rf"^SCAN {LARGE}(?! USING)"),
    "postgresql": ("EXPLAIN", rf"Seq Scan on {LARGE}"),
}


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """The statements of the block and their values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            found.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def costs(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> list[tuple[str, Any]]:
    with asked() as statements:
        assert client.get(path, headers=headers).status_code in (200, 204)
    return statements


def reading_through(app: Flask, statement: str, values: Any) -> list[str]:
    """Those steps of the database's plan for the statement that read one of the large tables from end to end."""
    with app.app_context():
        explain, through = EXPLAINED[db.engine.dialect.name]
        rows = db.session.connection().exec_driver_sql(f"{explain} {statement}", values).all()
        return [step for row in rows if re.search(through, step := str(row[-1]).strip())]


def is_capped(statement: str) -> bool:
    """Whether the statement counts for the saved views, each up to a number: that may be the first rows there are."""
    return statement.count("count(*)") == statement.count("LIMIT") > 0
