"""What is in the outbox goes to the mail server, once, as mail that every program can read."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask

from hamyar_support.courier import Courier, message_of
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import Mail

from .post import MailServer, deliver, later, mails, queue, text_of

SUBJECT = "رمز عبور تازه برای سامانه پشتیبانی " * 4


def test_a_mail_goes_once_and_is_emptied(app: Flask, mail_server: MailServer) -> None:
    queue(app, body="پیوند محرمانه\n")
    assert [deliver(app), deliver(app)] == [(1, 0), (0, 0)]
    assert [text_of(mail) for mail in mail_server.taken] == ["پیوند محرمانه\n"]
    (row,) = mails(app)
    assert (row.body, row.attempts, row.last_error) == ("", 1, "")
    assert row.sent_at is not None


def test_its_head_says_who_to_whom_what_when_and_that_a_machine_wrote_it(app: Flask, mail_server: MailServer) -> None:
    queue(app, subject=SUBJECT)
    deliver(app)
    (taken,), (row,) = mail_server.taken, mails(app)
    assert taken["From"] == "پشتیبانی همیار <desk@example.com>"
    assert taken["To"] == "reza@example.com"
    assert taken["Subject"] == " ".join(SUBJECT.split())
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["Message-ID"] == row.message_id
    assert abs((parsedate_to_datetime(taken["Date"]) - datetime.now(UTC)).total_seconds()) < 60
    assert (taken.get_content_type(), taken.get_content_charset()) == ("text/plain", "utf-8")


def test_no_line_of_it_is_longer_than_mail_allows(app: Flask, mail_server: MailServer) -> None:
    queue(app, subject=SUBJECT, body="خط بلند " * 500)
    with app.app_context():
        lines = message_of(mails(app)[0]).as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert all(line.isascii() for line in lines)


def test_a_mail_of_a_transaction_that_is_given_up_does_not_exist(app: Flask, mail_server: MailServer) -> None:
    with app.app_context():
        begin_write()
        Mail.queue("reza@example.com", "خبر", "سلام", "example.com")
        db.session.flush()
        db.session.rollback()
    assert deliver(app) == (0, 0)


@pytest.mark.parametrize("said", ["reza@example.com\r\nBcc: evil@example.com", "a@b.com, evil@example.com", "سلام"])
def test_an_address_that_is_none_is_given_up_and_holds_up_nobody(
    app: Flask, mail_server: MailServer, said: str
) -> None:
    queue(app, recipient=said)
    queue(app)
    assert deliver(app) == (1, 1)
    assert [mail["To"] for mail in mail_server.taken] == ["reza@example.com"]
    assert mails(app)[0].given_up_at is not None


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00"])
def test_a_line_end_begins_no_other_header(app: Flask, mail_server: MailServer, end: str) -> None:
    queue(app, subject=f"خبر{end}Bcc: evil@example.com{end}{end}<script>")
    deliver(app)
    (taken,) = mail_server.taken
    assert taken["Bcc"] is None
    (subject,) = taken.get_all("Subject")
    assert subject.endswith("Bcc: evil@example.com <script>") or end == "\x00"
    assert text_of(taken) == "سلام\n"


def test_a_persian_domain_is_written_as_the_net_writes_it(app: Flask, mail_server: MailServer) -> None:
    queue(app, recipient="reza@نمونه.ایران")
    assert deliver(app) == (1, 0)
    assert mail_server.taken[0]["To"] == "reza@xn--hhbbbed.xn--mgba3a4f16a"


def test_what_was_sent_long_ago_is_forgotten(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(app)
    deliver(app)
    queue(app)
    sweep = app.test_cli_runner()
    assert sweep.invoke(args=["sweep"]).exit_code == 0
    assert len(mails(app)) == 2
    later(monkeypatch, days=31)
    assert sweep.invoke(args=["sweep"]).exit_code == 0
    assert [mail.sent_at for mail in mails(app)] == [None]


def test_the_thread_sends_by_itself_until_it_is_stopped(
    app: Flask, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hamyar_support.courier.LOOKS_EVERY", 0.01)
    sent = threading.Event()
    mail_server.before_yes = sent.set
    courier = Courier(app)
    courier.start()
    queue(app)
    assert sent.wait(10)
    courier.stop()
    queue(app)
    time.sleep(0.05)
    assert len(mail_server.taken) == 1
