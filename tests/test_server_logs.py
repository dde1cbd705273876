"""The production server's log: every line JSON, whatever is sent, and nobody waits for its reader."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from .databases import SETTINGS
from .gunicorn import Server, served

TOKEN = "0123456789abcdef"
HEALTHZ = 'hamyar_requests_total{endpoint="public.healthz",status="2xx"}'


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> dict[str, Any]:
    key = SETTINGS["SECRET_KEY"]
    return {"SECRET_KEY": key, "DATA_DIR": tmp_path / "data", "DATABASE_URL": database_url, "METRICS_TOKEN": TOKEN}


def send_raw(server: Server, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        connection.recv(65_536)


def counted(server: Server, name: str) -> float:
    """The number `name` of the metrics."""
    said = server.get("/metrics", {"Authorization": f"Bearer {TOKEN}"})[2].decode()
    return next(float(line.split()[-1]) for line in said.splitlines() if line.startswith(f"{name} "))


def test_every_line_is_json_whatever_is_sent(settings: dict[str, Any], tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file, served(file, **settings) as server:
        server.get("/faq?q=typed", {"User-Agent": "typed"})
        server.get("/reset/s3cret-token")
        send_raw(server, b"GET /%0d%0a{}%1b[2J%e2%80%ae HTTP/1.0\r\n\r\n")
        send_raw(server, b"\x00\x1b[2J\xe2\x80\xae typed /reset/s3cret-token\r\n\r\n")
        for _ in range(20):
            server.get("/healthz")
        # Two processes answer, and whichever is asked knows of both.
        assert [counted(server, HEALTHZ) for _ in range(4)] == [20] * 4
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=10) == 0
    text = log.read_text(encoding="ascii")
    lines = [json.loads(line) for line in text.splitlines()]
    assert all(line["time"].endswith("Z") and line["level"] and line["event"] for line in lines)
    # Each process writes its own lines in their order.
    paths = {line["path"] for line in lines if line["event"] == "request"}
    assert paths == {"/faq", "/reset/***", "/\r\n{}\x1b[2J\u202e"}
    assert lines[-1]["message"] == "Shutting down: Master"
    # What gunicorn could not read is quoted by it; what it could is not.
    assert [line["event"] for line in lines if "typed" in str(line)] in ([], ["message"])
    assert "s3cret" not in text


def test_nobody_waits_for_a_log_that_is_not_read(settings: dict[str, Any]) -> None:
    with served(subprocess.PIPE, **settings) as server:
        path = "/tickets/" + "x" * 400
        # Each is over 500 bytes in the log, and a pipe holds 64 KiB.
        assert {server.get(path)[0] for _ in range(150)} == {302}
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=20) == 0


def test_without_a_log_the_site_goes_on_and_counts_what_is_lost(settings: dict[str, Any]) -> None:
    reader, writer = os.pipe()
    with served(writer, **settings) as server:
        os.close(writer)
        assert server.get("/login")[0] == 200
        os.close(reader)
        assert {server.get("/login")[0] for _ in range(20)} == {200}
        end = time.monotonic() + 10
        while counted(server, "hamyar_log_lines_lost_total") < 15:
            assert time.monotonic() < end, "the lines that nobody could write are not counted"
