"""GET /reset/TOKEN and /reset/new: the link opens once, for an hour, and gives a new password and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import PasswordReset
from tests.browsing import document, htmx, login, submit
from tests.factor import have
from tests.forms import errors
from tests.people import PASSWORD, People
from tests.post import MailServer, deliver, later, text_of
from tests.test_sessions import is_in
from tests.tickets import snapshot, user, writing
from tests.together import at_once

NEW = "  شبِ یلدا و انار ساوه "
BOTH = {"password": NEW, "password_confirm": NEW}


def issue(app: Flask, username: str = "reza") -> str:
    with writing(app) as session:
        return f"/reset/{PasswordReset.issue(session.merge(user(app, username)))}"


def opened(client: FlaskClient, link: str) -> TestResponse:
    response = client.get(link)
    assert (response.status_code, response.location) == (303, "/reset/new")
    return client.get("/reset/new")


def chosen(client: FlaskClient, headers: dict[str, str] | None = None, **typed: str) -> TestResponse:
    return submit(client, "/reset/new", {**BOTH, **typed}, headers=headers)


def test_it_gives_a_new_password_and_does_not_log_in(app: Flask, client: FlaskClient, people: People) -> None:
    page = opened(client, issue(app))
    assert "reza" in page.text
    assert chosen(client).location == "/login"
    assert not is_in(client)
    login(client, "reza", NEW)
    old = submit(app.test_client(), "/login", {"username": "reza", "password": PASSWORD})
    assert old.status_code == 422


def test_every_session_ends_and_that_of_the_same_browser_too(
    app: Flask, reza: FlaskClient, mina: FlaskClient, people: People
) -> None:
    phone = login(app.test_client(), "reza")
    opened(reza, issue(app))
    chosen(reza)
    assert [is_in(phone), is_in(reza), is_in(mina)] == [False, False, True]


def test_the_clean_address_and_its_page_hold_no_token(app: Flask, client: FlaskClient, people: People) -> None:
    link = issue(app)
    page = opened(client, link)
    assert link.removeprefix("/reset/") not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    cookie = client.get_cookie("hamyar")
    assert cookie is not None
    assert cookie.http_only


def test_the_second_step_of_logging_in_stays(app: Flask, client: FlaskClient, people: People) -> None:
    have(app, "reza")
    opened(client, issue(app))
    chosen(client)
    response = submit(client, "/login", {"username": "reza", "password": NEW})
    assert response.location == "/login/code"
    assert not is_in(client)


def test_a_mail_tells_of_it(app: Flask, client: FlaskClient, people: People, mail_server: MailServer) -> None:
    opened(client, issue(app))
    chosen(client)
    deliver(app)
    (mail,) = mail_server.taken
    assert (mail["To"], mail["Subject"]) == ("reza@example.com", "رمز عبور شما تغییر کرد")
    assert NEW.strip() not in text_of(mail)


def used(app: Flask, link: str) -> None:
    other = app.test_client()
    opened(other, link)
    assert chosen(other).status_code == 303


def password_changed(app: Flask, link: str) -> None:
    submit(
        login(app.test_client(), "reza"), "/profile", {**BOTH, "current_password": PASSWORD}, action="/profile/password"
    )


def disabled_and_enabled(app: Flask, link: str) -> None:
    with writing(app) as session:
        admin, reza = session.merge(user(app, "admin")), session.merge(user(app, "reza"))
        reza.disable(by=admin)
        reza.enable(by=admin)


ENDS: list[Callable[[Flask, str], object]] = [used, password_changed, disabled_and_enabled, lambda app, _: issue(app)]


@pytest.mark.parametrize("end", ENDS, ids=["used", "password changed", "disabled", "newer link"])
def test_a_link_that_has_ended_is_as_one_that_never_was(
    app: Flask, client: FlaskClient, people: People, end: Callable[[Flask, str], object]
) -> None:
    link = issue(app)
    stale = app.test_client()
    opened(stale, link)
    token = document(stale.get("/reset/new")).find(".//input[@name='csrf_token']").get("value")
    end(app, link)
    before = snapshot(app)
    for answer in (opened(client, link), stale.post("/reset/new", data={**BOTH, "csrf_token": token})):
        assert answer.status_code == 404
        assert "این پیوند دیگر کار نمی‌کند" in answer.text
    unknown = opened(app.test_client(), "/reset/" + "x" * 43)
    assert unknown.status_code == 404
    assert snapshot(app) == before


def test_it_opens_for_an_hour(app: Flask, client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    link = issue(app)
    later(monkeypatch, minutes=59)
    assert opened(client, link).status_code == 200
    for minutes in (60, -61):  # nor does a clock that was set back make it live longer
        later(monkeypatch, minutes=minutes)
        assert client.get("/reset/new").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"password": "short", "password_confirm": "short"}, "password"),
        ({"password": "reza@example.com", "password_confirm": "reza@example.com"}, "password"),
        ({"password_confirm": "something else"}, "password_confirm"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_the_link_lives(
    app: Flask, client: FlaskClient, people: People, typed: dict[str, str], field: str
) -> None:
    opened(client, issue(app))
    for headers in ({}, htmx("main#main")):
        response = chosen(client, headers, **typed)
        assert (response.status_code, list(errors(response))) == (422, [field])
    assert chosen(client).status_code == 303


def test_two_at_once_use_it_once(app: Flask, client: FlaskClient, people: People) -> None:
    page = opened(client, issue(app))
    token = document(page).find(".//input[@name='csrf_token']").get("value")
    answers = at_once(client, 3, lambda own: own.post("/reset/new", data={**BOTH, "csrf_token": token}))
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404]


@pytest.mark.parametrize("token", ["x", "%00", "نشانه", "x" * 5000, "asked%2F"])
def test_odd_links_are_links_that_do_not_work(client: FlaskClient, people: People, token: str) -> None:
    client.get(f"/reset/{token}")
    assert client.get("/reset/new").status_code == 404


def test_looking_changes_nothing(app: Flask, client: FlaskClient, people: People) -> None:
    link = issue(app)
    before = snapshot(app)
    client.head(link)
    opened(client, link)
    assert snapshot(app) == before
