"""The production server, as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "gunicorn", "-c", "python:hamyar_support.server", "wsgi:app"]


@dataclass
class Server:
    """A running server on `port` of this machine."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """GET over a connection of its own, trying until the server is there (30 seconds at most)."""
        for _attempt in range(300):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", path, headers=headers or {})
                response = connection.getresponse()
                return response.status, dict(response.getheaders()), response.read()
            except ConnectionRefusedError:
                time.sleep(0.1)
            finally:
                connection.close()
        raise AssertionError("the server did not start")


@contextmanager
def served(stderr: Any = subprocess.DEVNULL, **settings: Any) -> Iterator[Server]:
    """A server with these `HAMYAR_*` settings, on a free port; killed at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "PORT": str(port), **{f"HAMYAR_{name}": str(each) for name, each in settings.items()}}
    process = subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stderr=stderr)
    try:
        yield Server(process, port)
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()
