"""A mail server for tests, which takes what comes, or refuses it, or does not answer."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from hamyar_support import courier, smtp
from hamyar_support.extensions import db
from hamyar_support.models import Mail, mail, password_reset, reset_request
from hamyar_support.models.words import utc_now

from .tickets import writing

BASE_URL = "https://desk.example.com"
LINK = re.compile(re.escape(BASE_URL) + r"(/reset/[\w-]{43,})")


class MailServer:
    """What it took is in `taken`; `answers` has what it says to each command, where that is not 250."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.tried = 0
        self.answers: dict[str, str] = {}
        # Called when a mail is taken, before the server says so.
        self.before_yes: Callable[[], Any] = lambda: None

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        self.tried += 1
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if answer := self.answers.get("DATA"):
            return answer
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        await asyncio.to_thread(self.before_yes)
        return "250 OK"


@contextmanager
def serving() -> Iterator[tuple[MailServer, str]]:
    """A mail server on a free port, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def mails(app: Flask) -> list[Mail]:
    """The outbox, in the order in which it was written."""
    with app.app_context():
        return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def queue(app: Flask, recipient: str = "reza@example.com", subject: str = "خبر", body: str = "سلام\n") -> int:
    """Leave a mail in the outbox; gives its id."""
    with writing(app) as session:
        queued = Mail.queue(recipient, subject, body, "desk.example.com")
        session.flush()
        return queued.id


def text_of(message: EmailMessage) -> str:
    """What the mail says; the line ends are those of any text."""
    return str(message.get_content()).replace("\r\n", "\n")


def link_in(message: EmailMessage) -> str:
    """The path of the link for a new password that the mail holds."""
    found = LINK.search(text_of(message))
    assert found, f"no link in {text_of(message)!r}"
    return found[1]


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    """Let the outbox, its links and sessions believe that it is so much later."""
    for module in (mail, password_reset, reset_request):
        monkeypatch.setattr(module, "utc_now", lambda: utc_now() + timedelta(**by))


def set_up(app: Flask, url: str) -> None:
    """Let `app` send its mail to the server at `url`."""
    server = smtp.MailServer.at(url)
    app.config.update(MAIL_SERVER=server, BASE_URL=BASE_URL, MAIL_SENDER=Address("", addr_spec="desk@example.com"))


def deliver(app: Flask) -> tuple[int, int]:
    """Work the outbox off once; gives how many mails went, and how many did not."""
    with app.app_context():
        return courier.deliver()
