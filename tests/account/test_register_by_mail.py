"""POST /register where the desk sends mail: the account is made by a link, and nobody learns who has one."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.account import offers
from hamyar_support.models import User
from hamyar_support.models.mail import MOST_AN_HOUR
from hamyar_support.models.words import utc_now
from tests.browsing import document, submit
from tests.forms import errors
from tests.logged import Logged
from tests.people import People
from tests.post import BASE_URL, MailServer, deliver, mails, text_of
from tests.same import same
from tests.tickets import count, user, writing

from .test_register import PARTICULARS, PASSWORD, register

LINK = re.compile(re.escape(BASE_URL) + r"(/register/\S+)")


@pytest.fixture(autouse=True)
def set_up(people: People, mail_server: MailServer) -> None:
    """The desk sends mail, and four people have accounts."""


def link(app: Flask, mail_server: MailServer) -> str:
    deliver(app)
    found = LINK.search(text_of(mail_server.taken[-1]))
    assert found
    return found[1]


def confirmed(client: FlaskClient, path: str) -> TestResponse:
    assert client.get(path).location == "/register/confirm"
    return submit(client, "/register/confirm", {"password": PASSWORD})


def test_the_link_and_the_password_make_the_account_and_log_in(
    app: Flask, client: FlaskClient, mail_server: MailServer
) -> None:
    assert register(client).location == "/register/asked"
    assert count(app, User) == 4
    assert confirmed(other := app.test_client(), link(app, mail_server)).location == "/panel"
    narges = user(app, "narges.m")
    assert (narges.full_name, narges.email, narges.mobile) == ("نرگس موسوی", "narges@example.com", "09123456789")
    assert "نرگس موسوی" in other.get("/panel").text


@pytest.mark.parametrize("typed", ["", "گذرواژه‌ی خود نرگس", PASSWORD + " "])
def test_who_opens_the_link_of_a_stranger_makes_no_account_with_the_strangers_password(
    app: Flask, client: FlaskClient, mail_server: MailServer, typed: str
) -> None:
    register(client)
    narges = app.test_client()
    narges.get(link(app, mail_server))
    response = submit(narges, "/register/confirm", {"password": typed})
    assert response.status_code == 422
    assert errors(response).keys() == {"password"}
    assert count(app, User) == 4


def test_known_disabled_and_unknown_are_answered_alike(app: Flask, people: People, mail_server: MailServer) -> None:
    with writing(app) as session:
        session.get_one(User, people.mina.id).disabled_at = utc_now()
    answers = [
        register(app.test_client(), email=email)
        for email in ("nobody@example.com", "reza@example.com", "REZA@example.com", "mina@example.com")
    ]
    assert len({str(same(answer)) for answer in answers}) == 1
    deliver(app)
    told = [text_of(mail) for mail in mail_server.taken]
    assert [bool(LINK.search(text)) for text in told] == [True, False, False, False]
    assert all("پیش‌تر حساب دارد" in text for text in told[1:])
    assert count(app, User) == 4


def test_a_taken_username_is_told_before_any_mail_goes(app: Flask, client: FlaskClient) -> None:
    assert list(errors(register(client, username="reza", email="reza@example.com"))) == ["username"]
    assert mails(app) == []


def test_it_opens_once_and_for_a_day(
    app: Flask, client: FlaskClient, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(client)
    path = link(app, mail_server)
    with monkeypatch.context() as later:
        later.setattr(offers, "LASTS", -1)
        assert client.get(path, follow_redirects=True).status_code == 404
    client.get(path)
    page = client.get("/register/confirm")
    assert page.status_code == 200
    assert path.removeprefix("/register/") not in page.text
    submit(client, "/register/confirm", {"password": PASSWORD})
    again = app.test_client().get(path, follow_redirects=True)
    assert again.status_code == 404
    assert "این پیوند دیگر کار نمی‌کند" in again.text


@pytest.mark.parametrize("path", ["/register/x", "/register/" + "x" * 3000, "/register/e30.aaaaaa.bbbb"])
def test_a_made_up_link_is_none(app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404
    assert count(app, User) == 4


def test_its_host_is_that_of_the_settings_and_the_log_holds_nothing_of_it(
    app: Flask, client: FlaskClient, mail_server: MailServer, logged: Logged
) -> None:
    evil = {"base_url": "http://evil.example"}
    token = document(client.get("/register", **evil)).find(".//input[@name='csrf_token']").get("value")  # type: ignore
    client.post("/register", data={**PARTICULARS, "csrf_token": token}, **evil)  # type: ignore[arg-type]
    client.get(path := link(app, mail_server), buffered=True)
    assert logged.all("request")[-1]["path"] == "/register/***"
    assert not any(path.rpartition("/")[2] in line or "narges" in line for line in logged.lines)


def test_nobody_is_sent_mail_after_mail(app: Flask) -> None:
    for email in ["reza@example.com", "Reza@Example.com"] * MOST_AN_HOUR:
        assert register(app.test_client(), email=email).location == "/register/asked"
    assert len(mails(app)) == MOST_AN_HOUR
