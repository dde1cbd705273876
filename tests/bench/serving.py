"""The production server on free ports of loopback, and what is asked of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 20
CONNECTIONS = 8
_RATE = re.compile(r"^Requests/sec: +([0-9.]+)$", re.MULTILINE)
_TROUBLE = re.compile(r"^ *(?:Non-2xx or 3xx responses|Socket errors):.*$", re.MULTILINE)


class CannotMeasure(Exception):
    """Something that makes the figures worthless; its text says what."""


@contextmanager
def served(application: str, settings: Mapping[str, str], log: Path) -> Iterator[int]:
    """The port where gunicorn serves `application` (module:name) with the site's own settings within the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), **settings}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:hamyar_support.server", application]
    with log.open("wb") as errors, subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors) as process:
        try:
            _wait(process, port, log)
            yield port
        finally:
            process.terminate()


def answer(port: int, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
    """Status and body of GET `path`."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=dict(headers))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def requests_per_second(port: int, path: str, headers: Mapping[str, str], seconds: int) -> float:
    """What wrk gets over eight connections; raises CannotMeasure if any answer was an error."""
    options = [f"-H{name}: {value}" for name, value in headers.items()]
    command = [wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *options, f"http://127.0.0.1:{port}{path}"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if trouble := _TROUBLE.search(output):
        raise CannotMeasure(f"{path}: {trouble[0].strip()}")
    rate = _RATE.search(output)
    assert rate is not None, output
    return float(rate[1])


def wrk() -> str:
    """The path of wrk, or CannotMeasure with what to do."""
    found = shutil.which("wrk")
    if found is None:
        raise CannotMeasure("wrk is not installed; on Debian: apt-get install wrk")
    return found


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise CannotMeasure(f"the server did not start:\n{log.read_text(errors='replace')}")
