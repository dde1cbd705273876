"""A mail server that is down, refuses, hangs, or dies half-way: nothing is lost, nothing is held up, all is told."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import courier, smtp
from hamyar_support.courier import Courier
from hamyar_support.models.words import utc_now
from hamyar_support.smtp import Unreachable

from .browsing import submit
from .logged import Logged
from .people import People
from .post import MailServer, deliver, later, mails, queue, set_up
from .tickets import open_ticket


@pytest.fixture
def silent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A mail server that takes the connection and never says a word."""
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        set_up(app, f"smtp://127.0.0.1:{server.getsockname()[1]}")
        yield server


def down(app: Flask) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        set_up(app, f"smtp://127.0.0.1:{probe.getsockname()[1]}")


def test_while_the_server_is_down_mail_waits_and_says_why(app: Flask) -> None:
    down(app)
    queue(app, body="سلام\n")
    with pytest.raises(Unreachable):
        deliver(app)
    (mail,) = mails(app)
    assert "refused" in mail.last_error
    assert (mail.attempts, mail.sent_at, mail.given_up_at, mail.body) == (1, None, None, "سلام\n")
    assert timedelta(seconds=50) < mail.due_at - utc_now() <= timedelta(minutes=1)
    assert deliver(app) == (0, 0)


def test_a_server_that_hangs_is_left_alone_in_time(app: Flask, silent: socket.socket) -> None:
    queue(app)
    start = time.monotonic()
    with pytest.raises(Unreachable):
        deliver(app)
    assert time.monotonic() - start < 2
    assert mails(app)[0].last_error.endswith("timed out")


def test_posting_does_not_notice(
    app: Flask, people: People, reza: FlaskClient, silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 5.0)
    monkeypatch.setattr(courier, "LOOKS_EVERY", 0.01)
    open_ticket(app, people.reza)  # makes the department
    queue(app)
    at_work = Courier(app)
    at_work.start()
    while mails(app)[0].attempts == 0:
        time.sleep(0.01)
    start = time.monotonic()
    typed = {"department": "1", "subject": "چاپگر", "body": "کار نمی‌کند", "priority": "low"}
    assert submit(reza, "/tickets/new", typed).status_code == 303
    assert time.monotonic() - start < 2
    assert mails(app)[0].last_error == ""  # it hangs still
    silent.close()
    at_work.stop(10)
    assert mails(app)[0].last_error


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_refusal_for_now_is_tried_again_later(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    mail_server.answers[command] = "451 try again later"
    queue(app)
    queue(app, recipient="mina@example.com")
    assert deliver(app) == (0, 2)
    assert [mail.last_error for mail in mails(app)] == ["451 try again later"] * 2
    mail_server.answers.clear()
    assert deliver(app) == (0, 0)
    later(monkeypatch, minutes=1)
    assert deliver(app) == (2, 0)
    assert [mail.attempts for mail in mails(app)] == [2, 2]


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_given_up_at_once(app: Flask, mail_server: MailServer, command: str) -> None:
    mail_server.answers[command] = "550 no such person\u200f"
    queue(app)
    assert deliver(app) == (0, 1)
    (mail,) = mails(app)
    assert mail.given_up_at is not None
    assert mail.last_error.startswith("550 no such person")


def test_it_waits_twice_as_long_each_time_up_to_an_hour_and_gives_up_after_three_days(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.answers["RCPT"] = "421 shutting down"
    queue(app)
    waited, passed = [], timedelta()
    while mails(app)[0].given_up_at is None:
        with pytest.raises(Unreachable):
            deliver(app)
        wait = mails(app)[0].due_at - utc_now() - passed
        waited.append(round(wait.total_seconds() / 60))
        passed += wait + timedelta(seconds=1)
        later(monkeypatch, seconds=passed.total_seconds())
    assert waited[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert timedelta(days=3) < passed < timedelta(days=3, hours=2)


def test_after_a_kill_between_yes_and_the_mark_it_goes_again_under_the_same_id(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(app)
    with monkeypatch.context() as killed:

        def die(*_given: object) -> None:
            raise SystemExit

        killed.setattr(courier, "_settle", die)
        with pytest.raises(SystemExit):
            deliver(app)
    assert deliver(app) == (0, 0)  # the lease of the dead one lasts
    later(monkeypatch, minutes=11)
    assert deliver(app) == (1, 0)
    assert len(mail_server.taken) == 2
    assert {mail["Message-ID"] for mail in mail_server.taken} == {mails(app)[0].message_id}


def test_who_comes_late_does_not_undo_what_another_did(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.answers["RCPT"] = "550 no"
    queue(app)
    refused = courier._settle

    def slow(mail: object, error: object) -> None:
        monkeypatch.setattr(courier, "_settle", refused)
        mail_server.answers.clear()
        later(monkeypatch, minutes=11)
        assert deliver(app) == (1, 0)
        refused(mail, error)

    monkeypatch.setattr(courier, "_settle", slow)
    deliver(app)
    (mail,) = mails(app)
    assert mail.sent_at is not None
    assert mail.given_up_at is None


def test_a_clock_that_stood_wrong_holds_no_mail_up_for_a_year(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as ahead:
        later(ahead, days=365)
        queue(app)
        mail_server.answers["RCPT"] = "451 later"
        assert deliver(app) == (0, 1)
    mail_server.answers.clear()
    assert deliver(app) == (1, 0)


def test_whatever_goes_wrong_is_told_and_the_thread_lives_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    tries, stopped = count(), Event()

    def broken(stopping: Event) -> None:
        if next(tries):
            stopping.set()
            stopped.set()
        raise ValueError("of nobody's making")

    monkeypatch.setattr(courier, "deliver", broken)
    monkeypatch.setattr(courier, "RESTS_AFTER_TROUBLE", 0.01)
    at_work = Courier(app)
    at_work.start()
    stopped.wait(10)
    at_work.stop()
    assert [line["level"] for line in logged.all("unexpected_error")] == ["error", "error"]
