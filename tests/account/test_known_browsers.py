"""A browser in which somebody has logged in before: guesses made elsewhere keep nobody waiting there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.security.devices import MOST_PEOPLE
from hamyar_support.security.tries import FREE_OF_ACCOUNT, FREE_OF_ADDRESS
from tests.browsing import document, login, send, submit
from tests.clock import Clock
from tests.people import PASSWORD, People, settle
from tests.tickets import writing

from .test_login_waits import guess, guess_all
from .test_reset_link import NEW, chosen, issue, opened

COOKIE = "hamyar-browser"


def enter(client: FlaskClient, name: str = "reza", password: str = PASSWORD) -> int:
    return submit(client, "/login", {"username": name, "password": password}).status_code


@pytest.fixture
def known(reza: FlaskClient) -> FlaskClient:
    """A browser in which رضا has logged in, and out again."""
    send(reza, "/logout")
    return reza


def test_guesses_elsewhere_keep_nobody_out_here(app: Flask, clock: Clock, known: FlaskClient) -> None:
    guess_all(app, "reza")
    guess_all(app, "reza@example.com")
    assert guess(app, "reza", PASSWORD).status_code == 429
    assert enter(known) == 303
    assert guess(app, "reza", PASSWORD).status_code == 429, "it does not make up for the guesses elsewhere"


def test_neither_do_guesses_from_the_same_address(app: Flask, clock: Clock, known: FlaskClient) -> None:
    for n in range(FREE_OF_ADDRESS + 1):
        guess(app, f"person{n}", address="127.0.0.1")
    assert enter(app.test_client()) == 429
    assert enter(known) == 303


def test_its_own_guesses_are_counted(app: Flask, clock: Clock, known: FlaskClient) -> None:
    assert {enter(known, password="wrong") for _ in range(FREE_OF_ACCOUNT + 1)} == {422}
    assert enter(known) == 429
    assert enter(known, "reza@example.com") == 429
    assert guess(app, "reza", PASSWORD).status_code == 303


def test_it_is_known_for_those_who_logged_in_there_only(
    app: Flask, clock: Clock, known: FlaskClient, people: People
) -> None:
    guess_all(app, "mina")
    assert enter(known, "mina") == 429


def test_a_few_people_may_share_it(app: Flask, clock: Clock, people: People) -> None:
    client = app.test_client()
    for name in ("reza", "mina", "sara", "admin")[:MOST_PEOPLE]:
        send(login(client, name), "/logout")
    for name in ("reza", "admin"):
        guess_all(app, name)
        assert enter(client, name) == 303
        send(client, "/logout")


def test_with_a_new_password_only_the_browser_that_set_it_is_known(app: Flask, clock: Clock, reza: FlaskClient) -> None:
    other = login(app.test_client(), "reza")
    new = {"password": "شب یلدا و انار", "password_confirm": "شب یلدا و انار"}
    submit(reza, "/profile", {"current_password": PASSWORD, **new}, action="/profile/password")
    send(reza, "/logout")
    guess_all(app, "reza")
    assert enter(other, password=new["password"]) == 429
    assert enter(reza, password=new["password"]) == 303


def test_a_link_for_a_new_password_lets_in_whoever_is_guessed_at(app: Flask, clock: Clock, mina: FlaskClient) -> None:
    guess_all(app, "reza")
    send(mina, "/logout")
    opened(mina, issue(app))
    chosen(mina)
    assert [guess(app, "reza", NEW).status_code, enter(mina, password=NEW)] == [429, 303]


@pytest.mark.parametrize("cookie", ["", "x", "W10.x", "W10"])
def test_a_made_up_cookie_makes_no_browser_known(app: Flask, clock: Clock, people: People, cookie: str) -> None:
    guess_all(app, "reza")
    client = app.test_client()
    client.set_cookie(COOKIE, cookie)
    assert enter(client) == 429


def test_the_cookie_is_out_of_reach_of_scripts_and_opens_nothing(app: Flask, known: FlaskClient) -> None:
    cookie = known.get_cookie(COOKIE)
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (True, "Lax", timedelta(days=365).total_seconds())
    assert known.get("/panel").status_code == 302
    with writing(app) as session:
        assert session.query(User).filter_by(username="reza").one().password_hash not in cookie.value


def test_under_https_it_is_for_this_host_alone(make_app: Callable[..., Flask]) -> None:
    app = make_app(HTTPS=True)
    settle(app)
    client = app.test_client()
    page = document(client.get("/login", base_url="https://localhost"))
    token = page.find(".//input[@name='csrf_token']").get("value")
    typed = {"username": "reza", "password": PASSWORD, "csrf_token": token}
    sent = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/login"}}
    answer = client.post("/login", data=typed, **sent)  # type: ignore[arg-type]
    (set_cookie,) = (line for line in answer.headers.getlist("Set-Cookie") if "-browser" in line)
    assert set_cookie.startswith("__Host-hamyar-browser=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(set_cookie.split("; "))
