"""A mail server that is down, refuses, or hangs, and a courier that is killed with a mail in its hand."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from statistics import median

from tests import post

from .browser import filled
from .lab import Lab, Row
from .site import Site
from .sockets import free_port

HELD_UP = 0.2  # seconds more that a person may wait
WAITS = 40.0


def run(lab: Lab) -> Iterator[Row]:
    rounds = lab.rounds(5, 2)
    mail = {"MAIL_FROM": "desk@example.com", "BASE_URL": post.BASE_URL}
    with post.serving() as (server, url), lab.site(SMTP_URL=url, **mail) as site:
        orders = lab.folder / "die-at-mail"
        environment = {"FAULT_AT": str(orders)}
        site.start("tests.faults.dying_app:app", environment=environment)
        for place, least in (("between claim and mail server", 1), ("between mail accepted and marked", 2)):
            server.taken.clear()
            died = 0
            for _ in range(rounds):
                orders.write_text(place)
                post.queue(site.app)
                _until(lambda: not orders.exists())
                died += not orders.exists()
                # Another process takes it up again when the lease of the dead one has ended.
                site.ask("UPDATE mails SET due_at = created_at WHERE sent_at IS NULL")
                _until(lambda: not _waiting(site))
            times = Counter(str(taken["Message-ID"]) for taken in server.taken)
            spread = "/".join(str(number) for number in sorted(set(times.values())))
            seen = f"died {died}; {len(times)} of {rounds} mails arrived, each {spread} times under its one Message-ID"
            good = died == rounds == len(times) and all(number >= least for number in times.values())
            yield Row(f"killed {place}: {rounds} rounds", seen, good)
        alone = _reply_seconds(site)
        for done, answers in (("451 for now", {"RCPT": "451 later"}), ("550 for good", {"RCPT": "550 no such person"})):
            server.answers.update(answers)
            number = post.queue(site.app)
            _until(lambda number=number: _error(site, number) != "")  # type: ignore[misc]
            took, error = _reply_seconds(site), _error(site, number)
            server.answers.clear()
            site.ask("UPDATE mails SET due_at = created_at WHERE sent_at IS NULL AND given_up_at IS NULL")
            _until(lambda: not _waiting(site))
            yield _row(site, f"the mail server says {done}", number, took, alone, error, goes=done.startswith("4"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        for done, address in (("is down", f"smtp://127.0.0.1:{free_port()}"), ("hangs", hanging)):
            with post.serving() as (server, url), lab.site(SMTP_URL=address, **mail) as site:
                site.start()
                number = post.queue(site.app)
                _until(lambda site=site, number=number: _attempts(site, number) > 0)  # type: ignore[misc]
                took, error = _reply_seconds(site), _error(site, number)
                site.kill()
                site.settings["SMTP_URL"] = url
                site.start()
                site.ask("UPDATE mails SET due_at = created_at")
                _until(lambda site=site: not _waiting(site))  # type: ignore[misc]
                yield _row(site, f"the mail server {done}", number, took, alone, error or "still waiting", goes=True)


def _row(site: Site, done: str, number: int, took: float, alone: float, error: str, *, goes: bool) -> Row:
    sent = site.ask("SELECT sent_at IS NOT NULL FROM mails WHERE id = :id", id=number)[0][0]
    seen = (
        f"a reply takes {took * 1000:.0f} ms (without mail {alone * 1000:.0f}); noted: «{error[:60]}»; "
        f"{'sent afterwards' if sent else 'not sent'}"
    )
    return Row(done, seen, took < alone + HELD_UP and bool(sent) is goes and bool(error))


def _reply_seconds(site: Site) -> float:
    """How long a person waits for a reply to be kept, at the median."""
    reza = site.browser()
    typed = {"department": str(site.department), "subject": "نامه", "body": "نامه"}
    ticket = reza.submit("/tickets/new", "/tickets/new", typed).headers["Location"]
    form = reza.form(ticket, f"{ticket}/messages")
    return median(reza.post(f"{ticket}/messages", filled(form, {"body": "نامه"})).seconds for _ in range(15))


def _until(done: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not done() and time.monotonic() - begun < WAITS:
        time.sleep(0.1)


def _waiting(site: Site) -> int:
    return int(site.ask("SELECT count(*) FROM mails WHERE sent_at IS NULL AND given_up_at IS NULL")[0][0])


def _error(site: Site, number: int) -> str:
    return str(site.ask("SELECT last_error FROM mails WHERE id = :id", id=number)[0][0])


def _attempts(site: Site, number: int) -> int:
    return int(site.ask("SELECT attempts FROM mails WHERE id = :id", id=number)[0][0])
