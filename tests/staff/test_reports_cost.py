"""What a report costs the database: the same few queries at any size, and each by an index."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import jalali
from hamyar_support.extensions import db
from hamyar_support.models.words import utc_now
from tests.bench.many_tickets import ADMIN, AGENT, fill
from tests.browsing import login
from tests.days import TEHRAN
from tests.test_query_counts import statements

QUERIES = 6
READERS = pytest.mark.parametrize("username", [ADMIN, AGENT])


def busy_desk(app: Flask, number: int, username: str) -> FlaskClient:
    fill(app, number, utc_now())
    return login(app.test_client(), username)


def address(query: str = "") -> str:
    first = jalali.short_day(utc_now() - timedelta(days=700), TEHRAN, "en")
    return f"/staff/reports?from={first}{query}"


@READERS
@pytest.mark.parametrize("number", [10, 2000])
def test_the_number_of_queries_is_the_same_at_any_size(app: Flask, number: int, username: str) -> None:
    client = busy_desk(app, number, username)
    assert len(statements(client, address())) == QUERIES
    assert len(statements(client, address("&department=2&agent=person3"))) == QUERIES
    assert len(statements(client, address().replace("reports", "reports.csv"))) == QUERIES


@READERS
@pytest.mark.parametrize("query", ["", "&department=2", "&agent=person3"])
def test_tickets_and_events_are_found_by_an_index_and_messages_not_read(
    app: Flask, database_name: str, username: str, query: str
) -> None:
    if database_name != "sqlite":
        pytest.skip("PostgreSQL scans small tables whatever indexes there are")
    steps = []
    for sql in statements(busy_desk(app, 50, username), address(query)):
        with app.app_context():
            plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
            steps += [row[3] for row in plan]
    assert [step for step in steps if step.startswith(("SCAN tickets", "SCAN events")) or "messages" in step] == []
    assert [step for step in steps if "events USING" in step and "ix_events_closings" not in step] == []
    assert any("ix_events_closings" in step for step in steps)
