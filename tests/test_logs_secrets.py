"""The log holds no key: not one password, cookie, token, code or text of a day's work is in it."""

from __future__ import annotations

import pytest
from flask import Flask

from hamyar_support.models import PasswordReset

from .browsing import csrf_token, login, send, submit
from .factor import SECRET, Clock, first_step, have, second_step
from .files import chosen
from .logged import Logged
from .people import PASSWORD, People
from .post import deliver, queue, serving, set_up
from .tickets import open_ticket, user, writing

NEW = "شبِ یلدا و انار ساوه"
TEXT = "این را هیچ‌کس جز پشتیبانی نخواند"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def held(logged: Logged, *secrets: str) -> list[str]:
    """Which of `secrets` stand in the log, as they are or as JSON writes them."""
    text = "\n".join(logged.lines)
    return [each for each in secrets if each in text or ascii(each)[1:-1] in text]


def test_nothing_that_opens_a_door_or_was_written(app: Flask, people: People, logged: Logged) -> None:
    code = open_ticket(app, people.reza)
    client = app.test_client()
    for name, password in (("reza", "not the one"), ("my own pass", PASSWORD)):
        submit(client, "/login", {"username": name, "password": password})
    login(client, "reza")
    cookies = [cookie.value for cookie in client._cookies.values()]
    token = csrf_token(client, f"/tickets/{code}")
    send(client, f"/tickets/{code}/messages", {"body": TEXT, "attachments": chosen({"نامه.exe": b"MZ"})})
    client.get(f"/tickets?q={TEXT}", buffered=True)
    client.post(f"/tickets/{code}/messages", data={"body": TEXT, "csrf_token": "stale"})
    assert {"sign_in_failed", "signed_in", "upload_refused", "form_refused"} <= {
        line["event"] for line in logged.events()
    }
    assert held(logged, PASSWORD, "not the one", "my own pass", TEXT, "نامه", token, *cookies) == []


def test_a_new_password_by_a_link(app: Flask, people: People, logged: Logged) -> None:
    client = app.test_client()
    with writing(app) as session:
        token = PasswordReset.issue(session.merge(user(app, "reza")))
    client.get(f"/reset/{token}", buffered=True)
    submit(client, "/reset/new", {"password": NEW, "password_confirm": NEW})
    assert {"event": "password_changed", "person": people.reza.id} in logged.events()
    assert logged.all("request")[0]["path"] == "/reset/***"
    assert held(logged, token, NEW) == []


def test_the_second_factor(app: Flask, people: People, clock: Clock, logged: Logged) -> None:
    recovery, *others = have(app, "reza")
    client = app.test_client()
    first_step(client, "reza")
    for code in ("000000", recovery):
        second_step(client, code)
    happened = [line["event"] for line in logged.events()]
    assert happened == ["second_factor_on", "second_factor_failed", "recovery_code_used", "signed_in"]
    assert held(logged, SECRET, recovery, recovery.replace("-", ""), *others) == []


def test_mail_that_goes_and_mail_that_does_not(app: Flask, logged: Logged) -> None:
    with serving() as (server, address):
        set_up(app, address)
        for answer in ("451 reza@example.com is not here", ""):
            server.answers = {"RCPT": answer} if answer else {}
            queue(app, subject=TEXT)
            deliver(app)
    assert [(line["event"], line["attempt"]) for line in logged.events()] == [("mail_failed", 1), ("mail_sent", 1)]
    assert held(logged, "example.com", TEXT) == []
