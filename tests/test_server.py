"""The production server starts with our settings, serves, and stops when told."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from gunicorn.config import Config

from hamyar_support import server

from .databases import SETTINGS
from .gunicorn import Server, served

NOT_SETTINGS = {"annotations", "db", "free_row", "gc", "logs", "os", "partial", "sys", "unread"}


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[Server]:
    with served(SECRET_KEY=SETTINGS["SECRET_KEY"], DATA_DIR=tmp_path / "data", DATABASE_URL=database_url) as running:
        yield running


def test_every_name_is_a_setting_of_gunicorn() -> None:
    names = {name for name, value in vars(server).items() if name.islower() and not name.startswith("_")}
    assert names - NOT_SETTINGS <= set(Config().settings)


def test_it_serves_and_stops_at_once_when_told(running: Server) -> None:
    assert running.get("/readyz")[0] == 200
    assert running.get("/login")[0] == 200
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=10) == 0


def test_a_neighbour_cannot_say_that_the_request_came_by_https(running: Server) -> None:
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Script-Name": "/evil"}
    plain, told = running.get("/login?next=/x"), running.get("/login?next=/x", forged)
    assert told[0] == plain[0] == 200
    assert b"evil" not in told[2]
    assert "Strict-Transport-Security" not in told[1]


def test_a_long_search_in_persian_is_answered(running: Server) -> None:
    assert running.get("/faq?q=" + "%D9%BE" * 1000)[0] == 200
