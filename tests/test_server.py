"""The production server starts with our settings, serves, and stops when told."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from gunicorn.config import Config

from hamyar_support import server

from .databases import SETTINGS

ROOT = Path(__file__).parents[1]
NOT_SETTINGS = {"annotations", "db", "gc", "os", "sys"}


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(port: int, database_url: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    settings = {"SECRET_KEY": SETTINGS["SECRET_KEY"], "DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": database_url}
    environment = {**os.environ, "PORT": str(port), **{f"HAMYAR_{name}": value for name, value in settings.items()}}
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:hamyar_support.server", "wsgi:app"]
    process = subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def _get(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """GET over a connection of its own, trying until the server is there (10 seconds at most)."""
    for _attempt in range(100):
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the server did not start")


def test_every_name_is_a_setting_of_gunicorn() -> None:
    names = {name for name, value in vars(server).items() if name.islower() and not name.startswith("_")}
    assert names - NOT_SETTINGS <= set(Config().settings)


def test_it_serves_and_stops_at_once_when_told(running: subprocess.Popen[bytes], port: int) -> None:
    assert _get(port, "/readyz")[0] == 200
    assert _get(port, "/login")[0] == 200
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=10) == 0


def test_a_neighbour_cannot_say_that_the_request_came_by_https(running: subprocess.Popen[bytes], port: int) -> None:
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Script-Name": "/evil"}
    plain, told = _get(port, "/login?next=/x"), _get(port, "/login?next=/x", forged)
    assert told[0] == plain[0] == 200
    assert b"evil" not in told[2]
    assert "Strict-Transport-Security" not in told[1]


def test_a_long_search_in_persian_is_answered(running: subprocess.Popen[bytes], port: int) -> None:
    assert _get(port, "/faq?q=" + "%D9%BE" * 1000)[0] == 200
