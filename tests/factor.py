"""The second step of logging in, in tests: a device that makes codes, and people who have one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support import totp
from hamyar_support.models import second_factor

from .browsing import document, submit
from .people import PASSWORD
from .tickets import user, writing

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGE = "/profile/second-factor"
RECOVERY = re.compile(r"\b(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}\b")


class Clock:
    """The time that the second factor sees; it stands still until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
        monkeypatch.setattr(second_factor, "utc_now", lambda: self.now)

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def code(self, secret: str = SECRET, seconds: float = 0) -> str:
        """What the device shows `seconds` from now."""
        return totp.code_at(secret, int(self.now.timestamp() + seconds) // 30)


def have(app: Flask, username: str) -> list[str]:
    """Let the person have a second factor, by SECRET; gives the recovery codes."""
    with writing(app) as session:
        return second_factor.switch_on(session.merge(user(app, username)), SECRET, 0)


def first_step(client: FlaskClient, username: str, **more: Any) -> TestResponse:
    """Give the right password."""
    return submit(client, "/login", {"username": username, "password": PASSWORD, **more})


def second_step(client: FlaskClient, code: str, page: str = "/login/code") -> TestResponse:
    return submit(client, page, {"code": code})


def offered(response: TestResponse) -> str:
    """The secret that the page offers."""
    (shown,) = [e for e in document(response).iter("span") if e.get("class") == "secret"]
    return "".join("".join(shown.itertext()).split())
