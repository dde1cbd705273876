"""Folders and files that are gone, or that may only be read (`chattr +i` holds root, too)."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .browser import Answer, Browser
from .lab import Lab, Row
from .site import Site

TEXT = "متنی که نباید گم شود"
FILE = (b"code,name\r\n1,x\r\n", "فهرست.csv")


def run(lab: Lab) -> Iterator[Row]:
    with lab.site() as site:
        site.start()
        reza = site.browser()
        typed = {"department": str(site.department), "subject": "پوشه", "body": "پوشه"}
        ticket = reza.submit("/tickets/new", "/tickets/new", typed).headers["Location"]
        attachments = site.data / "attachments"
        shutil.rmtree(attachments)
        yield _unready(site, reza, ticket, "the folder of attachments removed", "is not there", (303, 422))
        attachments.mkdir(exist_ok=True)
        database = Path(site.settings["DATABASE_URL"].removeprefix("sqlite:///"))
        with _read_only(attachments) as is_possible:
            if not is_possible:
                yield Row("read-only folders", "chattr +i is not possible here", None)
                return
            yield _unready(site, reza, ticket, "the folder of attachments read-only", "cannot be", (422,))
        site.stop()
        with _read_only(database):
            site.start(path="/healthz")
            yield _unready(site, reza, ticket, "the database read-only", "cannot be written", (503,))
            site.stop()
        site.start()
        yield Row("all writable again", f"reply {(sent := _reply(reza, ticket)).status}", sent.status == 303)
        site.stop()
        with _read_only(site.data):
            started = site.command("verify")
        told = "HAMYAR_DATA_DIR" in started.stderr and len(started.stderr.strip().splitlines()) == 1
        yield Row("the data folder read-only at the start", f"no start: {started.stderr.strip()[:90]}", told)


@contextmanager
def _read_only(place: Path) -> Iterator[bool]:
    done = subprocess.run(["chattr", "+i", str(place)], capture_output=True, check=False).returncode == 0
    try:
        yield done
    finally:
        subprocess.run(["chattr", "-i", str(place)], capture_output=True, check=False)


def _reply(browser: Browser, ticket: str, **more: object) -> Answer:
    return browser.submit(ticket, f"{ticket}/messages", {"body": TEXT, **more})


def _in_time(told: Callable[[], bool]) -> bool:
    """Whether it is so within two seconds: the log is written by a thread of its own."""
    until = time.monotonic() + 2
    while not told() and time.monotonic() < until:
        time.sleep(0.05)
    return told()


def _unready(site: Site, browser: Browser, ticket: str, done: str, line: str, statuses: Sequence[int]) -> Row:
    already = len(site.logged())
    ready = browser.get("/readyz").status
    told = _in_time(lambda: line in site.logged()[already:])
    pages = {path: browser.get(path).status for path in ("/", "/tickets", ticket, "/healthz")}
    sent = _reply(browser, ticket, attachments=FILE)
    kept = sent.status == 303 or TEXT in sent.text
    shown = "/".join(map(str, sorted(set(pages.values()))))
    seen = f"/readyz {ready}, the log says so: {told}, pages {shown}, reply with file {sent.status}, text kept: {kept}"
    return Row(done, seen, ready == 503 and told and set(pages.values()) == {200} and sent.status in statuses and kept)
