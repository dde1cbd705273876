"""Who takes the mails of the outbox to the mail server: a thread of each process of the server, or a command.

At least once: if the process dies after the mail server has said yes and before that is written down, the mail goes
again, under the same Message-ID, when the lease has ended.
"""

from __future__ import annotations

import logging
import threading
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from . import letters, logs
from .config import LOCALES
from .extensions import begin_write, db
from .models import Mail, PasswordReset, ResetRequest, User
from .smtp import Connection, MailServer, Unreachable, Unsent

LOOKS_EVERY = 3.0  # seconds
RESTS_AFTER_TROUBLE = 30.0


class Courier:
    """A thread that sends what is due in the outbox of `app` until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopping = threading.Event()
        # A daemon: a mail server that hangs must not hold up the end of the process.
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, patience: float = 3.0) -> None:
        """Send no more after the mail at hand; waits for that at most `patience` seconds."""
        self._stopping.set()
        self._thread.join(patience)

    def _work(self) -> None:
        rest = 0.0
        while not self._stopping.wait(rest):
            rest = LOOKS_EVERY
            try:
                with self._app.app_context():
                    deliver(self._stopping)
            except Unreachable:
                rest = RESTS_AFTER_TROUBLE
            except Exception as error:
                with self._app.app_context():
                    logs.event(logs.Event.UNEXPECTED_ERROR, logging.ERROR, error)
                rest = RESTS_AFTER_TROUBLE


def deliver(stopping: threading.Event | None = None) -> tuple[int, int]:
    """Answer the requests for new passwords and send what is due; gives how many mails went, and how many did not.

    Raises Unreachable if the mail server cannot be reached; the mail in hand then waits for another time. Commits.
    """
    sent = failed = 0
    server: MailServer | None = current_app.config["MAIL_SERVER"]
    if server is None:
        raise Unreachable("HAMYAR_SMTP_URL is not set")
    answer_reset_requests()
    mail = Mail.claim()
    if mail is None:
        return 0, 0
    try:
        with server.connected() as connection:
            while mail is not None:
                if _hand_over(mail, connection):
                    sent += 1
                else:
                    failed += 1
                mail = None if stopping and stopping.is_set() else Mail.claim()
    except Unreachable as error:
        assert mail is not None
        _settle(mail, error)
        raise
    return sent, failed


def answer_reset_requests() -> None:
    """Queue a link for everybody who asked for one, has an account that is not disabled, and was not sent too many."""
    while ResetRequest.is_waiting():
        begin_write()
        name = ResetRequest.take()
        found = User.named(name) if name else None
        if found is not None and found.is_active:
            user = db.session.get_one(User, found.id, with_for_update=True, populate_existing=True)
            if not PasswordReset.has_had_enough(user):
                letters.reset_link(user, PasswordReset.issue(user))
        db.session.commit()
        if name is None:
            return  # another process is at what still waits


def message_of(mail: Mail) -> EmailMessage:
    """What goes over the line: plain text in UTF-8. Raises ValueError for an address that no mail can go to."""
    sender: Address = current_app.config["MAIL_SENDER"]
    with force_locale(LOCALES[0]):
        name = sender.display_name or _("Hamyar Support")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=sender.addr_spec)
    message["To"] = _address(mail.recipient)
    # Folded by the older of the standard library's two ways: the newer loses spaces of long subjects in Persian.
    message.set_raw("Subject", Header(mail.subject, "utf-8", header_name="Subject").encode())
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    # RFC 3834: nobody's absence notice answers it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="base64")
    return message


def _address(recipient: str) -> Address:
    name, _at, domain = recipient.rpartition("@")
    try:
        return Address(addr_spec=f"{name}@{domain.encode('idna').decode('ascii')}")
    except (MessageError, ValueError, IndexError):  # what the standard library says to addresses that are none
        raise ValueError("no mail can go to this address") from None


def _hand_over(mail: Mail, connection: Connection) -> bool:
    try:
        connection.send(message_of(mail))
    except Unreachable:
        raise
    except Unsent as error:
        _settle(mail, error)
    except ValueError as error:
        _settle(mail, Unsent(error, final=True))
    else:
        _settle(mail, None)
        return True
    return False


def _settle(mail: Mail, error: Unsent | None) -> None:
    """Write down what became of `mail`. Commits."""
    attempt = mail.attempts
    begin_write()
    row = db.session.get_one(Mail, mail.id, with_for_update=True, populate_existing=True)
    if error is None:
        row.is_sent()
        logs.after_commit(logs.Event.MAIL_SENT, mail=row.id, attempt=row.attempts)
    elif row.sent_at is None and row.attempts == attempt:  # nobody else has it by now
        row.has_failed(str(error), final=error.final)
        # What the mail server said quotes addresses; the desk's page of mails shows it.
        logs.after_commit(logs.Event.MAIL_FAILED, mail=row.id, attempt=row.attempts, given_up=bool(row.given_up_at))
    db.session.commit()
