"""Whoever changes the password, the e-mail or the second step of an account, its owner is told by mail."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Mail, PasswordReset
from tests.browsing import login, send, submit
from tests.people import PASSWORD, People
from tests.post import MailServer, deliver, text_of
from tests.tickets import count, user, writing

NEW = "شبِ یلدا و انار ساوه"


def sent(app: Flask, server: MailServer) -> list[tuple[str, str]]:
    """The mails that go now: to whom, and about what."""
    deliver(app)
    return [(mail["To"], mail["Subject"]) for mail in server.taken]


def change_password(client: FlaskClient, current: str = PASSWORD) -> int:
    typed = {"current_password": current, "password": NEW, "password_confirm": NEW}
    return submit(client, "/profile", typed, action="/profile/password").status_code


def test_of_another_password(app: Flask, reza: FlaskClient, mail_server: MailServer) -> None:
    assert change_password(reza, "wrong") == 422
    assert change_password(reza) == 303
    assert sent(app, mail_server) == [("reza@example.com", "رمز عبور شما تغییر کرد")]
    assert NEW not in text_of(mail_server.taken[0])
    assert "https://desk.example.com/reset\n" in text_of(mail_server.taken[0])


def test_of_another_address_the_old_one_and_the_new_are_told(
    app: Flask, reza: FlaskClient, mail_server: MailServer
) -> None:
    with writing(app) as session:
        link = f"/reset/{PasswordReset.issue(session.merge(user(app, 'reza')))}"
    assert submit(reza, "/profile", {"email": "new@example.org"}, action="/profile/email").status_code == 303
    told = "نشانی ایمیل شما تغییر کرد"
    assert sent(app, mail_server) == [("reza@example.com", told), ("new@example.org", told)]
    # What was sent to the old address opens nothing any more.
    assert app.test_client().get(link, follow_redirects=True).status_code == 404


def test_an_address_that_is_refused_is_not_told_of(app: Flask, reza: FlaskClient, mail_server: MailServer) -> None:
    assert submit(reza, "/profile", {"email": "mina@example.com"}, action="/profile/email").status_code == 422
    assert sent(app, mail_server) == []


def test_in_the_language_of_whom_it_is_for(app: Flask, reza: FlaskClient, mail_server: MailServer) -> None:
    send(reza, "/language", {"locale": "en"})
    change_password(reza)
    assert sent(app, mail_server) == [("reza@example.com", "Your password was changed")]


@pytest.mark.parametrize("name", ["رضا\r\nBcc: evil@example.com", "https://evil.example"])
def test_nothing_that_people_typed_is_in_them(
    app: Flask, reza: FlaskClient, people: People, mail_server: MailServer, name: str
) -> None:
    submit(reza, "/profile", {"full_name": name, "mobile": ""})
    change_password(reza)
    deliver(app)
    (mail,) = mail_server.taken
    assert "evil" not in mail.as_string() + text_of(mail)


def test_where_no_mail_is_set_up_none_is_kept(app: Flask, people: People) -> None:
    assert change_password(login(app.test_client(), "reza")) == 303
    assert count(app, Mail) == 0
