"""Redis, which counts what everybody may do, dies, hangs, and comes back while people write."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict

from tests.tickets import open_ticket

from .browser import Answer, Browser, filled
from .lab import Lab, Row
from .site import Site
from .sockets import connect, free_port

# As often as limits.py lets one address register within ten minutes.
MOST = 20
# A second for Redis, and what a request takes on a busy machine.
WITHIN = 3.0
# After this long at the latest each process has asked again whether it is back; see Flask-Limiter.
BACK_WITHIN = 40.0
TOGETHER = 8


class Redis:
    """A server that keeps nothing: what it counted is gone with it."""

    def __init__(self, program: str, folder: Path) -> None:
        self.port = free_port()
        self._command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        begun = time.monotonic()
        while time.monotonic() - begun < 10:
            try:
                connect(self.port).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("redis-server did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)


def run(lab: Lab) -> Iterator[Row]:
    program = shutil.which("redis-server")
    if program is None:
        yield Row("Redis dies, hangs, comes back", "redis-server is not installed", None)
        return
    redis = Redis(program, lab.folder)
    try:
        with lab.site(REDIS_URL=f"redis://127.0.0.1:{redis.port}/0", RATELIMIT_ENABLED="true") as site:
            site.start()
            reza, code = site.browser(), open_ticket(site.app, site.people.reza)
            form = reza.form(f"/tickets/{code}", f"/tickets/{code}/messages")
            write = partial(_write, reza, f"/tickets/{code}/draft", filled(form, {"body": "چیزی که نوشته می‌شود"}))
            yield _shared(site, "Redis there")
            redis.kill()
            yield _alone(site, write, "Redis killed")
            redis.start()
            yield _again(site, write, "Redis started again")
            yield _shared(site, "Redis there again")
            with redis.hanging():
                yield _alone(site, write, "Redis hanging (SIGSTOP)")
            yield _again(site, write, "Redis going on (SIGCONT)")
    finally:
        redis.kill()


def _shared(site: Site, done: str) -> Row:
    taken = _registrations(site)
    seen = f"of {2 * MOST + 1} registrations {taken} were looked at: all processes count together"
    return Row(done, seen, taken == MOST)


def _alone(site: Site, write: Callable[[], list[Answer]], done: str) -> Row:
    """All at once, so that several threads of a process find out at the same time."""
    before = _told(site, "limits_alone")
    answers = [*write(), *write()]
    taken = _registrations(site)
    statuses = sorted({answer.status for answer in answers})
    longest = max(answer.seconds for answer in answers)
    told, workers = _told(site, "limits_alone") - before, len(site.processes()) - 1
    seen = (
        f"{len(answers)} writes, {TOGETHER} at once: {statuses}, the longest {longest:.1f} s; {taken} registrations "
        f"looked at, counted by each of {workers} processes; in the log {told} times, errors {site.errors_logged()}"
    )
    good = statuses == [204] and longest < WITHIN and taken <= workers * MOST and 1 <= told <= workers
    return Row(done, seen, good and not site.errors_logged())


def _again(site: Site, write: Callable[[], list[Answer]], done: str) -> Row:
    begun, statuses = time.monotonic(), set()
    while (
        behind := _told(site, "limits_alone") - _told(site, "limits_shared")
    ) and time.monotonic() - begun < BACK_WITHIN:
        statuses |= {answer.status for answer in write()}
        time.sleep(0.5)
    seen = f"used again by all processes after {time.monotonic() - begun:.0f} s; answers meanwhile {sorted(statuses)}"
    return Row(done, seen, not behind and statuses <= {204, 429})


def _write(browser: Browser, path: str, form: MultiDict[str, Any]) -> list[Answer]:
    """What is answered to as many drafts at once as there are threads."""
    with ThreadPoolExecutor(TOGETHER) as hands:
        return list(hands.map(lambda one: one.post(path, form), [browser.another() for _ in range(TOGETHER)]))


def _registrations(site: Site) -> int:
    """How many of more registrations than are allowed were looked at."""
    visitor = Browser(site.port)
    form = visitor.form("/register", "/register")
    statuses = [visitor.post("/register", form).status for _ in range(2 * MOST + 1)]
    return sum(status != 429 for status in statuses)


def _told(site: Site, event: str) -> int:
    return site.logged().count(f'"event": "{event}"')
