"""People who write all the time, and remember what the server has acknowledged."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from time import sleep
from typing import Any

from werkzeug.datastructures import MultiDict

from .browser import GONE, Browser, filled
from .site import Site

_numbers = count(1)


class Writer(threading.Thread):
    """One person who sends requests with a file and replies in turn until stopped, or until the server is gone."""

    def __init__(self, site: Site, browser: Browser, pause: float = 0) -> None:
        super().__init__(daemon=True)
        self._browser, self._pause = browser, pause
        self._new = browser.form("/tickets/new", "/tickets/new")
        self._new["department"] = str(site.department)
        self._ticket = ""
        self.halt = threading.Event()
        self.acknowledged: list[str] = []
        self.statuses: list[int] = []
        # What was sent and not answered: the person will send it again.
        self.unanswered: list[tuple[str, MultiDict[str, Any]]] = []

    def run(self) -> None:
        try:
            while not self.halt.is_set():
                self._write(f"نوشتهٔ {next(_numbers)}")
                sleep(self._pause)
        except GONE:
            pass

    def _write(self, mark: str) -> None:
        data: dict[str, Any] = {"body": mark}
        path, form = "/tickets/new", self._new
        if self._ticket and hash(mark) % 3:
            path = f"{self._ticket}/messages"
        else:
            file = ("code,name\r\n" + f"{mark},x\r\n" * 50).encode()
            data |= {"subject": mark, "attachments": (file, "فهرست.csv")}
        fields = filled(form, data)
        self.unanswered.append((path, fields))
        answer = self._browser.post(path, fields)
        self.statuses.append(answer.status)
        self.unanswered.pop()
        if answer.status == 303:
            self.acknowledged.append(mark)
            self._ticket = answer.headers["Location"].partition("#")[0]

    def send_again(self) -> list[str]:
        """Send what was not answered once more; gives the texts that were taken now or before."""
        taken = [(self._browser.post(path, fields).status, fields["body"]) for path, fields in self.unanswered]
        return [mark for status, mark in taken if status == 303]


@contextmanager
def writing(site: Site, number: int, pause: float = 0) -> Iterator[list[Writer]]:
    """`number` people who write within the block, each in a browser of their own."""
    browser = site.browser()
    writers = [Writer(site, browser.another(), pause) for _ in range(number)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        for writer in writers:
            writer.halt.set()
        for writer in writers:
            writer.join(120)


def acknowledged(writers: Sequence[Writer]) -> list[str]:
    return [mark for writer in writers for mark in list(writer.acknowledged)]


def lost_and_doubled(site: Site, marks: Sequence[str]) -> tuple[int, int]:
    """How many of `marks` are in the database not at all, and how many more than once."""
    found = dict(site.ask("SELECT body, count(*) FROM messages GROUP BY body"))  # type: ignore[arg-type]
    return sum(mark not in found for mark in marks), sum(found.get(mark, 0) > 1 for mark in marks)
