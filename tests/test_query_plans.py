"""Lists and polls find what they need by an index, however many tickets there are."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.extensions import db

from .people import People
from .test_query_counts import polls, statements
from .tickets import open_ticket, reply


@pytest.fixture(autouse=True)
def _on_sqlite(database_name: str) -> None:
    if database_name != "sqlite":
        pytest.skip("PostgreSQL scans small tables whatever indexes there are")


def test_the_list_and_the_ticket_read_no_table_from_end_to_end(
    app: Flask, reza: FlaskClient, people: People, code: str
) -> None:
    open_ticket(app, people.reza)
    reply(app, code, people.sara, "پاسخ")
    paths = [f"/tickets{query}" for query in ("", "?status=open", "?page=-1700000000000000.9")]
    for path in (*paths, f"/tickets/{code}", f"/tickets/{code}?before=9"):
        for sql in statements(reza, path):
            _assert_indexed(app, sql)


def test_the_polls_read_no_table_from_end_to_end(app: Flask, reza: FlaskClient, code: str) -> None:
    for path, headers, _ in polls(reza, code):
        for sql in statements(reza, path, headers, 204):
            _assert_indexed(app, sql)


def _assert_indexed(app: Flask, sql: str) -> None:
    with app.app_context():
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
        steps = [row[3] for row in plan]
    assert [step for step in steps if step.startswith("SCAN")] == [], sql
    # The few files and events of one page may be sorted when they are found.
    if "FROM tickets" in sql or "FROM messages" in sql:
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps, sql
