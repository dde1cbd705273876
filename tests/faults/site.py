"""The production server with a data folder of its own: started, killed, looked into from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import text, update

from hamyar_support import create_app, keeping
from hamyar_support.extensions import db
from hamyar_support.models import LoginSession
from tests import people, tickets

from .browser import Browser

ROOT = Path(__file__).parents[2]
KEY = "a key for faults, as long as a key must be"
START_SECONDS = 60
# Below those that the system gives to connections that go out: a port stays free while its server is down.
# Two runs at once begin at different ones.
_ports = count(9400 + os.getpid() % 100 * 5)


class Site:
    def __init__(self, data: Path, settings: dict[str, str]) -> None:
        self.data = data
        self.settings = {"SECRET_KEY": KEY, "RATELIMIT_ENABLED": "false", **settings}
        self.port = next(port for port in _ports if _is_free(port))
        self.log = data.parent / f"{data.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        # A twin in this process, to fill the database and to look into it.
        own = {name: value for name, value in self.settings.items() if name != "RATELIMIT_ENABLED"}
        self.app = create_app(own | {"RATELIMIT_ENABLED": False})

    def settle(self) -> None:
        self.people = people.settle(self.app)
        self.department = tickets.department(self.app)

    @property
    def environment(self) -> dict[str, str]:
        own = {f"HAMYAR_{name}": value for name, value in self.settings.items()}
        return {**os.environ, "PYTHONUNBUFFERED": "1", "HOST": "127.0.0.1", "PORT": str(self.port), **own}

    def start(self, application: str = "wsgi:app", shell: str = "", path: str = "/readyz", **run: Any) -> float:
        """Start the server in a group of its own; gives after how many seconds it answered. `shell` runs before it."""
        command = [sys.executable, "-m", "gunicorn", "-c", "python:hamyar_support.server", application]
        if shell:
            command = ["sh", "-c", f'{shell}; exec "$@"', "sh", *command]
        begun, environment = time.monotonic(), {**self.environment, **run.pop("environment", {})}
        with self.log.open("ab") as log:
            run = {"stderr": log, "stdout": log, **run}
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **run)
        while time.monotonic() - begun < START_SECONDS and self.process.poll() is None:
            if Browser(self.port).answers(path):
                return time.monotonic() - begun
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.logged()[-3000:]}")

    def kill(self) -> None:
        """kill -9 for the server and all that it has started."""
        if self.process:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self, timeout: float = 60) -> float:
        """SIGTERM to the server; gives after how many seconds it was gone."""
        assert self.process
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout)
        return time.monotonic() - begun

    def processes(self) -> list[int]:
        """The ids of the server and its workers."""
        assert self.process
        parent = self.process.pid
        return [parent, *map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]

    def worked(self) -> float:
        """How many seconds of a processor its processes have used."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.processes()]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")

    def command(self, *arguments: str, **run: Any) -> subprocess.CompletedProcess[str]:
        """`flask --app wsgi …`, to its end."""
        flask = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return subprocess.run(flask, check=False, cwd=ROOT, env=self.environment, capture_output=True, text=True, **run)

    def logged(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def browser(self, username: str = "reza") -> Browser:
        """A browser in which `username` is signed in."""
        return Browser(self.port).login(username)

    def errors_logged(self) -> int:
        """How many errors that nobody expected stand in the log."""
        return self.logged().count("Traceback") + self.logged().count('"traceback"')

    def ask(self, statement: str, **values: Any) -> list[Sequence[Any]]:
        """The rows that the database answers; a change is committed."""
        with self.app.app_context(), db.engine.begin() as connection:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def times_written(self, body: str) -> int:
        return int(self.ask("SELECT count(*) FROM messages WHERE body = :body", body=body)[0][0])

    def forget_who_was_seen(self) -> None:
        """Make everybody signed in due to be written down as seen, with the next page they read."""
        then = datetime.now(UTC) - timedelta(minutes=10)
        with tickets.writing(self.app) as session:
            session.execute(update(LoginSession).values(seen_at=then))

    def verify(self) -> list[str]:
        """What `flask verify` finds wrong."""
        with self.app.app_context():
            found = keeping.verify()
            db.session.remove()
            return found

    def files(self) -> list[Path]:
        return [path for path in (self.data / "attachments").rglob("*") if path.is_file()]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
