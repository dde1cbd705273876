"""Two hands at once, and one hand that is impatient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import Any

from .browser import Answer, Browser, filled
from .lab import Lab, Row
from .site import Site

Request = Callable[[], Answer]


def run(lab: Lab) -> Iterator[Row]:
    for database, full in (("sqlite", 40), *([("postgresql", 10)] if lab.cluster else [])):
        rounds = lab.rounds(full, 3)
        with lab.site(database) as site:
            site.start()
            hands = Hands(site)
            yield _row("two close at once", rounds, database, [hands.close_twice() for _ in range(rounds)])
            yield _row("close and reply at once", rounds, database, [hands.close_and_reply() for _ in range(rounds)])
            yield _row("two replies at once", rounds, database, [hands.reply_twice() for _ in range(rounds)])
            yield _row("two agents take at once", rounds, database, [hands.take_twice() for _ in range(rounds)])
            yield _row("20 times the same form", rounds, database, [hands.send_often() for _ in range(rounds)])


def _row(done: str, rounds: int, database: str, seen: Sequence[str]) -> Row:
    told = ", ".join(f"{number} × {outcome}" for outcome, number in Counter(seen).most_common())
    return Row(f"{done}, {database}: {rounds} rounds", told, all("WRONG" not in outcome for outcome in seen))


class Hands:
    def __init__(self, site: Site) -> None:
        self.site, self.reza, self.sara, self.admin = site, *(site.browser(name) for name in ("reza", "sara", "admin"))
        self.new = self.reza.form("/tickets/new", "/tickets/new")

    def close_twice(self) -> str:
        code = self._ticket()
        hands = ((self.reza, f"/tickets/{code}"), (self.sara, f"/staff/tickets/{code}"))
        answers = _together([self._move(browser, path, "closed") for browser, path in hands])
        return self._judge(answers, code, "closed", [("status", "open", "closed")])

    def close_and_reply(self) -> str:
        code = self._ticket()
        close = self._move(self.sara, f"/staff/tickets/{code}", "closed")
        answers = _together([close, self._reply(self.reza, f"/tickets/{code}", "باز هم")])
        # Either order is right: a reply re-opens what was closed before it.
        events = [("status", "open", "closed")]
        if self._status(code) == "open":
            events.append(("status", "closed", "open"))
        return self._judge(answers, code, self._status(code), events) + f", {self._status(code)}"

    def reply_twice(self) -> str:
        code = self._ticket()
        replies = [self._reply(self.reza, f"/tickets/{code}", f"{n} {code}") for n in range(2)]
        answers = _together(replies)
        both = all(self.site.times_written(f"{n} {code}") == 1 for n in range(2))
        return self._judge(answers, code, "open", []) if both else "WRONG: a reply is missing"

    def take_twice(self) -> str:
        code = self._ticket()
        path = f"/staff/tickets/{code}"
        takes = [
            self._posting(browser, path, f"{path}/assignee", {"assignee": name})
            for browser, name in ((self.sara, "sara"), (self.admin, "admin"))
        ]
        answers = _together(takes)
        steps = self._events("old, new", code)
        chained = all(before[1] == after[0] for before, after in pairwise(steps))
        good = {answer.status for answer in answers} == {303} and chained and len(steps) == 2 and not steps[0][0]
        return "one hand over the other, both told" if good else f"WRONG: {steps}"

    def send_often(self) -> str:
        data = {"department": str(self.site.department), "subject": "یک بار", "body": "یک بار"}
        form = filled(self.new, data)
        before = self.site.times_written("یک بار")
        answers = _together([lambda: self.reza.another().post("/tickets/new", form)] * 20)
        places = {(answer.status, answer.headers.get("Location")) for answer in answers}
        made = self.site.times_written("یک بار") - before
        return "one request, one address" if made == len(places) == 1 else f"WRONG: {made} made, {places}"

    def _ticket(self) -> str:
        data = {"department": str(self.site.department), "subject": "دو دست", "body": "دو دست"}
        return self.reza.post("/tickets/new", filled(self.new, data)).headers["Location"].rpartition("/")[2]

    def _posting(self, browser: Browser, page: str, action: str, data: dict[str, Any]) -> Request:
        fields, own = filled(browser.form(page, action), data), browser.another()
        return lambda: own.post(action, fields)

    def _move(self, browser: Browser, path: str, status: str) -> Request:
        return self._posting(browser, path, f"{path}/status", {"status": status})

    def _reply(self, browser: Browser, path: str, body: str) -> Request:
        return self._posting(browser, path, f"{path}/messages", {"body": body})

    def _status(self, code: str) -> str:
        return str(self.site.ask("SELECT status FROM tickets WHERE code = :code", code=code)[0][0])

    def _events(self, columns: str, code: str) -> list[Sequence[Any]]:
        of_ticket = "FROM events JOIN tickets t ON t.id = ticket_id WHERE code = :code"
        return self.site.ask(f"SELECT {columns} {of_ticket} ORDER BY events.id", code=code)

    def _judge(self, answers: Sequence[Answer], code: str, status: str, events: Sequence[tuple[str, ...]]) -> str:
        found = self._events("kind, old, new", code)
        if {answer.status for answer in answers} != {303} or self._status(code) != status or found != list(events):
            return f"WRONG: {[answer.status for answer in answers]}, {self._status(code)}, {found}"
        return f"right, {len(found)} events"


def _together(requests: Sequence[Callable[[], Answer]]) -> list[Answer]:
    barrier = Barrier(len(requests))

    def run_one(request: Callable[[], Answer]) -> Answer:
        barrier.wait()
        return request()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(run_one, requests))
