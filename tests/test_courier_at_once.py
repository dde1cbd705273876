"""Several processes work off one outbox: each mail goes once, each request for a new password is answered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from hamyar_support.models import PasswordReset, ResetRequest

from .people import People
from .post import MailServer, deliver, mails, queue
from .tickets import count, writing

WORKERS = 4


def all_together(app: Flask) -> int:
    """Let several workers work the outbox off at the same moment; gives how many mails they sent."""
    barrier = Barrier(WORKERS)

    def work(_number: int) -> int:
        barrier.wait()
        return deliver(app)[0]

    with ThreadPoolExecutor(WORKERS) as pool:
        return sum(pool.map(work, range(WORKERS)))


def test_no_mail_goes_twice_and_none_is_left(app: Flask, mail_server: MailServer) -> None:
    for number in range(20):
        queue(app, subject=f"خبر {number}")
    assert all_together(app) == 20
    assert sorted(mail["Message-ID"] for mail in mail_server.taken) == sorted(mail.message_id for mail in mails(app))
    assert {mail.attempts for mail in mails(app)} == {1}


def test_each_request_is_answered_by_one(app: Flask, people: People, mail_server: MailServer) -> None:
    with writing(app):
        for name in ("reza", "mina", "sara", "nobody", "admin"):
            ResetRequest.leave(name)
    all_together(app)
    deliver(app)
    assert sorted(mail["To"].split("@")[0] for mail in mail_server.taken) == ["admin", "mina", "reza", "sara"]
    assert (count(app, PasswordReset), count(app, ResetRequest)) == (4, 0)


def test_a_mail_in_the_hands_of_one_is_not_taken_by_another(app: Flask, mail_server: MailServer) -> None:
    queue(app)
    seen: list[tuple[int, int]] = []
    mail_server.before_yes = lambda: seen.append(deliver(app))
    assert deliver(app) == (1, 0)
    assert seen == [(0, 0)]
    assert len(mail_server.taken) == 1
