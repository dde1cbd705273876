"""HAMYAR_SMTP_URL and its neighbours: what they may be, and how the server is spoken to."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest

from hamyar_support import create_app
from hamyar_support.config import ConfigError
from hamyar_support.smtp import MailServer, Unreachable

from .post import serving
from .test_config import settings

BASE = {"BASE_URL": "https://desk.example.com"}


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", MailServer("mail.example.com", 25)),
        ("smtp://mail.example.com?starttls", MailServer("mail.example.com", 587, starttls=True)),
        ("smtps://mail.example.com/", MailServer("mail.example.com", 465, tls=True)),
        ("smtps://me:p%40ss%3A@mail.example.com:99", MailServer("mail.example.com", 99, True, False, "me", "p@ss:")),
        ("smtp://me:x@localhost:2525", MailServer("localhost", 2525, user="me", password="x")),
        ("smtp://me:x@[::1]:2525", MailServer("::1", 2525, user="me", password="x")),
    ],
)
def test_an_address_says_where_and_how(url: str, server: MailServer) -> None:
    assert MailServer.at(url) == server


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail.example.com"),
        ("SMTP_URL", "http://mail.example.com"),
        ("SMTP_URL", "smtp://"),
        ("SMTP_URL", "smtp://user:geheim@mail.example.com"),
        ("SMTP_URL", "smtp://user:geheim@mail.example.com:99999?starttls"),
        ("SMTP_URL", "smtp://user:geheim@mail.example.com?tls=yes"),
        ("SMTP_URL", "smtps://user:geheim@mail.example.com?starttls"),
        ("SMTP_URL", "smtp://user:geheim@[mail?starttls"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@example.com\r\nBcc: b@example.com"),
        ("MAIL_FROM", "کسی@example.com"),
        ("BASE_URL", None),
        ("BASE_URL", "desk.example.com"),
        ("BASE_URL", "https://desk.example.com/?x=1"),
        ("BASE_URL", "https://desk.example.com/ x"),
        ("BASE_URL", "javascript:alert(1)"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line_that_holds_no_password(
    tmp_path: Path, name: str, value: Any
) -> None:
    given = {"SMTP_URL": "smtps://mail.example.com", **BASE, name: value}
    with pytest.raises(ConfigError, match=f"HAMYAR_{name}") as caught:
        create_app(settings(tmp_path, **given))
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_without_a_sender_it_is_nobody_at_the_site(tmp_path: Path) -> None:
    config = create_app(settings(tmp_path, SMTP_URL="smtps://mail.example.com", **BASE)).config
    assert str(config["MAIL_SENDER"]) == "no-reply@desk.example.com"


def test_the_password_does_not_show_where_the_server_is_printed() -> None:
    assert "geheim" not in repr(MailServer.at("smtps://user:geheim@mail.example.com"))


def test_a_server_that_offers_no_tls_gets_no_mail_where_tls_is_asked_for() -> None:
    with serving() as (server, url):
        with pytest.raises(Unreachable, match="STARTTLS"), MailServer.at(f"{url}?starttls").connected():
            pass
        assert server.tried == 0


def test_the_certificate_of_the_server_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ssl.SSLContext] = []

    def connect(*_where: object, context: ssl.SSLContext, **_rest: object) -> None:
        seen.append(context)
        raise ConnectionRefusedError

    monkeypatch.setattr("smtplib.SMTP_SSL", connect)
    with pytest.raises(Unreachable), MailServer.at("smtps://mail.example.com").connected():
        pass
    assert (seen[0].verify_mode, seen[0].check_hostname) == (ssl.CERT_REQUIRED, True)
