"""Handing a mail to a mail server: its address, the connection, and whether a failure is worth another try."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

TIMEOUT = 20.0  # seconds for each step: a server that hangs holds nobody longer


class Unsent(Exception):
    """A mail that the server did not take; its text says why. `final` if trying again would be no use."""

    def __init__(self, reason: object, *, final: bool = False) -> None:
        super().__init__(str(reason))
        self.final = final


class Unreachable(Unsent):
    """No mail can be handed over at present: the server is down, or does not let us in."""


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    tls: bool = False
    starttls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def at(cls, url: str) -> MailServer:
        """The server that `url` names: smtp://user:password@host:587?starttls or smtps://host; raises ValueError."""
        parts = urlsplit(url)
        tls, starttls = parts.scheme == "smtps", parts.query == "starttls"
        try:
            port = parts.port
        except ValueError:
            raise ValueError("its port is no number up to 65535") from None
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
            raise ValueError("it must be like smtp://user:password@host:587?starttls or smtps://host")
        if (parts.query and not starttls) or (starttls and tls):
            raise ValueError("only ?starttls may stand at its end, and only with smtp://")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if user and not (tls or starttls or _is_this_machine(parts.hostname)):
            raise ValueError("a password needs ?starttls or smtps://")
        return cls(parts.hostname, port or (465 if tls else 587 if starttls else 25), tls, starttls, user, password)

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection that mails can be sent through, one after the other; raises Unreachable."""
        try:
            smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_reason(error)) from None
        try:
            yield Connection(smtp)
        finally:
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        if self.tls:
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            if self.starttls:
                smtp.starttls(context=ssl.create_default_context())
            if self.user:
                smtp.login(self.user, self.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


@dataclass
class Connection:
    smtp: smtplib.SMTP

    def send(self, message: EmailMessage) -> None:
        """Hand `message` over; raises Unsent, or Unreachable if nothing more can be sent through here."""
        try:
            self.smtp.send_message(message)
        except smtplib.SMTPException as error:
            code = _code(error)
            # 421: the server is about to hang up.
            if code == 421 or isinstance(error, smtplib.SMTPServerDisconnected):
                raise Unreachable(_reason(error)) from None
            final = code >= 500 or isinstance(error, smtplib.SMTPNotSupportedError)
            raise Unsent(_reason(error), final=final) from None
        except OSError as error:
            raise Unreachable(_reason(error)) from None


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _answer(error: Exception) -> tuple[int, bytes | str]:
    """The code and the words of a server that said no; 0 where none of this came."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (answer,) = error.recipients.values()  # every mail has one recipient
        return answer
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, error.smtp_error
    return 0, str(error)


def _code(error: Exception) -> int:
    return _answer(error)[0]


def _reason(error: Exception) -> str:
    code, words = _answer(error)
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {text}" if code else text or type(error).__name__
