"""Another program that holds the lock of the database while people read and write."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles

from sqlalchemy import text

from hamyar_support.extensions import db

from .browser import Answer, Browser, filled
from .lab import Lab, Row
from .site import Site

BODY = "متنی که نباید گم شود"
READ_WITHIN = 2.5
# SQLite has one lock, and a whole office may wait for it; PostgreSQL one for each row.
CROWD = {"sqlite": 40, "postgresql": 6}


def run(lab: Lab) -> Iterator[Row]:
    for database in ("sqlite", *(["postgresql"] if lab.cluster else [])):
        with lab.site(database) as site:
            site.start()
            yield _short(site, database, 3)
            yield _long(site, database, 30 if not lab.quick else 12)


def _short(site: Site, database: str, seconds: float) -> Row:
    reza = site.browser()
    ticket, form = _ticket(site, reza)
    with _locked(site, database, seconds):
        answer = reza.post(f"{ticket}/messages", filled(form, {"body": BODY}))
    seen = f"reply {answer.status} after {answer.seconds:.1f} s"
    return Row(f"locked {seconds:.0f} s, {database}", seen, answer.status == 303 and answer.seconds < seconds + 3)


def _long(site: Site, database: str, seconds: float) -> Row:
    """A crowd that writes and writes, and one who reads all the while."""
    reza = site.browser()
    ticket, form = _ticket(site, reza)
    site.forget_who_was_seen()
    stop, answers, reads, crowd = threading.Event(), [], [], CROWD[database]

    def write(browser: Browser) -> None:
        while not stop.is_set():
            answers.append(browser.post(f"{ticket}/messages", filled(form, {"body": BODY})))
            stop.wait(float(answers[-1].headers.get("Retry-After", 1)))

    def read(browser: Browser) -> None:
        while not stop.is_set():
            reads.append(browser.get(ticket))
            stop.wait(0.2)

    with ThreadPoolExecutor(crowd + 1) as pool, _locked(site, database, seconds):
        for _ in range(crowd):
            pool.submit(write, reza.another())
        pool.submit(read, reza.another())
        time.sleep(seconds - 1)
        stop.set()
    after = reza.post(f"{ticket}/messages", filled(form, {"body": BODY}))
    return _judge(f"locked {seconds:.0f} s, {crowd} write and one reads, {database}", answers, reads, after)


def _judge(done: str, answers: list[Answer], reads: list[Answer], after: Answer) -> Row:
    refused = [answer for answer in answers if answer.status == 503]
    told = all("Retry-After" in answer.headers and BODY in answer.text for answer in refused)
    wrong = [answer.status for answer in answers if answer.status not in (303, 503)]
    p95 = quantiles([read.seconds for read in reads], n=20)[-1] if len(reads) > 1 else 99.0
    slowest = max(read.seconds for read in reads)
    seen = (
        f"{len(refused)} answered 503, {'all' if told else 'NOT all'} with Retry-After and the text, after ≤ "
        f"{max(answer.seconds for answer in answers):.1f} s; other errors {len(wrong)}; {len(reads)} reads, all "
        f"{'/'.join(sorted({str(read.status) for read in reads}))}, p95 {p95:.2f} s, slowest {slowest:.2f} s; "
        f"then {after.status} in {after.seconds:.2f} s"
    )
    good = bool(refused) and told and not wrong and {read.status for read in reads} == {200} and p95 < READ_WITHIN
    return Row(done, seen, good and after.status == 303 and after.seconds < READ_WITHIN)


def _ticket(site: Site, browser: Browser) -> tuple[str, object]:
    typed = {"department": str(site.department), "subject": "قفل", "body": BODY}
    ticket = browser.submit("/tickets/new", "/tickets/new", typed).headers["Location"]
    return ticket, browser.form(ticket, f"{ticket}/messages")


@contextmanager
def _locked(site: Site, database: str, seconds: float) -> Iterator[None]:
    """Another writer, for `seconds` from now: of the whole database, or of the tickets where rows are locked."""
    ready = threading.Event()

    def hold() -> None:
        with site.app.app_context(), db.engine.connect() as connection:
            connection.execute(text("UPDATE tickets SET version = version"))
            ready.set()
            time.sleep(seconds)
            connection.rollback()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait(10)
    try:
        yield
    finally:
        thread.join()
