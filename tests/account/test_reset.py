"""GET and POST /reset: asking for a new password, by mail; nobody learns whose account there is."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Mail, PasswordReset
from hamyar_support.models.words import utc_now
from tests.browsing import document, htmx, send, submit, text_of
from tests.forms import errors
from tests.people import People
from tests.post import BASE_URL, MailServer, deliver, later, link_in
from tests.queries import counted
from tests.tickets import count, snapshot, user, writing


def ask(client: FlaskClient, name: str) -> TestResponse:
    return submit(client, "/reset", {"username": name})


def disable(app: Flask, username: str) -> None:
    with writing(app) as session:
        session.merge(user(app, username)).disabled_at = utc_now()


def test_the_login_page_leads_to_it(client: FlaskClient) -> None:
    links = {text_of(a): a.get("href") for a in document(client.get("/login")).iter("a")}
    assert links["رمز عبور را فراموش کرده‌اید؟"] == "/reset"


@pytest.mark.parametrize("name", ["reza", "REZA", "reza@example.com", " Reza@Example.com "])
def test_a_link_is_sent_to_whom_the_account_belongs(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer, name: str
) -> None:
    assert ask(client, name).location == "/reset/asked"
    assert client.get("/reset/asked").status_code == 200
    deliver(app)
    (mail,) = mail_server.taken
    assert (mail["To"], mail["Subject"]) == ("reza@example.com", "رمز عبور تازه برای سامانه پشتیبانی")
    assert link_in(mail).startswith("/reset/")


def test_the_answer_and_the_work_are_the_same_for_everybody(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer
) -> None:
    disable(app, "mina")
    answers, statements = [], []
    for name in ("reza", "mina", "nobody", "x" * 254):
        with counted() as asked:
            response = submit(app.test_client(), "/reset", {"username": name})
        answers.append((response.status_code, response.location, response.data, sorted(dict(response.headers))))
        statements.append(asked)
    assert [answer == answers[0] for answer in answers] == [True] * 4
    assert [asked == statements[0] for asked in statements] == [True] * 4
    deliver(app)
    assert [mail["To"] for mail in mail_server.taken] == ["reza@example.com"]


def test_the_host_of_the_link_is_that_of_the_settings(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer
) -> None:
    evil = {"base_url": "http://evil.example", "headers": {"X-Forwarded-Host": "evil.example"}}
    token = document(client.get("/reset", **evil)).find(".//input[@name='csrf_token']").get("value")
    assert client.post("/reset", data={"csrf_token": token, "username": "reza"}, **evil).status_code in (303, 400)
    ask(client, "reza")
    deliver(app)
    for mail in mail_server.taken:
        assert "evil" not in mail.as_string()
        assert f"{BASE_URL}{link_in(mail)}" in mail.get_content()


def test_more_than_three_an_hour_are_not_sent_and_logging_in_is_not_locked(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        assert ask(client, "reza").status_code == 303
        deliver(app)
    assert len(mail_server.taken) == 3
    assert submit(client, "/login", {"username": "reza", "password": people.reza.password}).status_code == 303
    later(monkeypatch, minutes=61)
    ask(app.test_client(), "reza")
    deliver(app)
    assert len(mail_server.taken) == 4


def test_what_was_asked_long_before_mail_could_be_sent_is_let_go(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, "reza")
    later(monkeypatch, minutes=61)
    deliver(app)
    assert mail_server.taken == []


def test_the_table_keeps_no_token_that_opens_anything(
    client: FlaskClient, app: Flask, people: People, mail_server: MailServer
) -> None:
    ask(client, "reza")
    deliver(app)
    token = link_in(mail_server.taken[0]).removeprefix("/reset/")
    assert len(token) >= 43
    assert token not in str(snapshot(app))


@pytest.mark.parametrize("typed", ["", "   ", "\u200c", "x" * 255])
@pytest.mark.parametrize("headers", [{}, htmx("main#main")], ids=["plain", "htmx"])
def test_an_empty_or_endless_name_is_refused(
    client: FlaskClient, app: Flask, mail_server: MailServer, typed: str, headers: dict[str, str]
) -> None:
    before = snapshot(app)
    response = submit(client, "/reset", {"username": typed}, headers=headers)
    assert (response.status_code, list(errors(response))) == (422, ["username"])
    assert snapshot(app) == before


def test_without_mail_the_page_says_so_and_nothing_is_kept(client: FlaskClient, app: Flask, people: People) -> None:
    page = client.get("/reset")
    assert "این سامانه ایمیل نمی‌فرستد" in page.text
    assert [form for form in document(page).iter("form") if form.get("action") == "/reset"] == []
    assert send(client, "/reset", {"username": "reza"}).status_code == 200
    assert (count(app, Mail), count(app, PasswordReset)) == (0, 0)
