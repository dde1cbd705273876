"""Who waits for SQLite's write lock: as long as it moves everybody, and while it stands still only a few."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import databases
from hamyar_support.databases import MAY_WAIT, Line
from hamyar_support.extensions import db
from tests.browsing import csrf_token
from tests.logged import Logged
from tests.people import People
from tests.test_sessions import MINUTE, SEEN_EVERY, age


@pytest.fixture
def locked(app: Flask) -> Iterator[None]:
    """Another program holds the write lock of the database."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("only SQLite has one lock for all")
        path = Path(str(db.engine.url.database))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.fixture
def unseen(app: Flask, reza: FlaskClient) -> FlaskClient:
    age(app, "reza", seen_at=SEEN_EVERY + MINUTE)
    return reza


def test_whoever_could_not_be_written_down_as_seen_still_reads(
    people: People, unseen: FlaskClient, locked: None, logged: Logged
) -> None:
    assert unseen.get("/panel").status_code == 200
    told = {"event": "session_not_noted", "person": people.reza.id, "reason": "SQLITE_BUSY"}
    assert logged.events() == [told]
    assert "رضا" in unseen.get("/").text


def test_a_write_that_waited_too_long_is_told_when_to_come_back(
    reza: FlaskClient, code: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = csrf_token(reza, f"/tickets/{code}")
    request.getfixturevalue("locked")
    monkeypatch.setattr(databases, "WAIT_SECONDS", 0.05)
    answer = reza.post(f"/tickets/{code}/messages", data={"body": "متنی که می‌ماند", "csrf_token": token})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "متنی که می‌ماند" in answer.text


def test_while_the_first_in_line_gets_nowhere_few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "STALLED_SECONDS", 0.02)
    line, stalled, over = Line(), Event(), Event()

    def wait() -> bool:
        try:
            with line.turn(patient=True):
                stalled.set()
                return over.wait(5)
        except TimeoutError:
            return False

    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(wait) for _ in range(20)]
        assert stalled.wait(5)
        while sum(not each.done() for each in waiting) > MAY_WAIT:
            Event().wait(0.005)
        over.set()
    assert sum(each.result() for each in waiting) == MAY_WAIT
