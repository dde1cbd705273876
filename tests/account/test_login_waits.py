"""POST /login after wrong passwords: whoever guesses is made to wait, whatever they change about themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.extensions import network_of
from hamyar_support.models.words import utc_now
from hamyar_support.security.tries import FREE_OF_ACCOUNT, FREE_OF_ADDRESS
from tests.browsing import csrf_token, submit
from tests.clock import Clock
from tests.forms import errors, value_of
from tests.models.test_login_attempts import attempts
from tests.people import PASSWORD, People
from tests.same import same
from tests.tickets import user, writing

WAIT = "چند بار پشت سر هم اشتباه وارد شده است. ۲ ثانیه دیگر دوباره تلاش کنید."


def guess(app: Flask, name: str, password: str = "wrong password", address: str = "192.0.2.1") -> TestResponse:
    """One try by a browser that the site has never seen."""
    client = app.test_client()
    typed = {"csrf_token": csrf_token(client, "/login"), "username": name, "password": password}
    return client.post("/login", data=typed, environ_base={"REMOTE_ADDR": address})


def guess_all(app: Flask, name: str, times: int = FREE_OF_ACCOUNT + 1) -> None:
    assert {guess(app, name, address=f"192.0.2.{n}").status_code for n in range(times)} == {422}


def test_after_six_wrong_ones_one_is_told_how_long_to_wait(app: Flask, clock: Clock, people: People) -> None:
    guess_all(app, "reza")
    response = guess(app, "reza", PASSWORD)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert errors(response) == {"password": WAIT}
    assert value_of(response, "username") == "reza"
    assert not value_of(response, "password")


def test_a_long_wait_is_told_in_minutes(app: Flask, clock: Clock, people: People) -> None:
    guess_all(app, "reza")
    for seconds in (2, 4, 8, 16, 32, 64):
        clock.go(seconds)
        guess(app, "reza")
    assert "۳ دقیقه دیگر" in errors(guess(app, "reza"))["password"]


def test_the_wait_over_the_right_one_opens_and_all_begins_anew(app: Flask, clock: Clock, people: People) -> None:
    guess_all(app, "reza")
    clock.go(2)
    assert guess(app, "reza", PASSWORD).status_code == 303
    guess_all(app, "reza")


def test_nobody_and_the_disabled_are_kept_waiting_alike(app: Flask, clock: Clock, people: People) -> None:
    with writing(app) as session:
        session.get_one(type(user(app, "mina")), people.mina.id).disabled_at = utc_now()
    names = ("reza", "mina", "nobody", "nobody@example.com")
    for name in names:
        guess_all(app, name)
    first, *others = (same(guess(app, name, PASSWORD), f'value="{name}"') for name in names)
    assert first[0] == 429
    assert others == [first] * 3


@pytest.mark.parametrize("spelling", ["USER۱٢3علي", "user123علی", " user۱۲۳علی", "user\u200f123علـی"])
def test_another_spelling_of_the_name_begins_nothing_anew(app: Flask, clock: Clock, spelling: str) -> None:
    guess_all(app, "user123علی")
    assert guess(app, spelling).status_code == 429


def test_a_restart_begins_nothing_anew(app: Flask, clock: Clock, make_app: Callable[..., Flask]) -> None:
    guess_all(app, "reza")
    assert guess(make_app(), "reza").status_code == 429


def test_one_address_may_not_try_everybody(app: Flask, clock: Clock, people: People) -> None:
    for n in range(FREE_OF_ADDRESS + 1):
        assert guess(app, f"person{n}").status_code == 422
    assert guess(app, "reza", PASSWORD).status_code == 429
    assert guess(app, "reza", PASSWORD, "192.0.2.2").status_code == 303
    clock.go(2)
    assert guess(app, "reza", PASSWORD).status_code == 303
    guess(app, "reza")
    assert guess(app, "reza").status_code == 429, "a right password makes up for no wrong one of the address"


def test_forms_that_were_not_filled_in_count_for_nothing(app: Flask, client: FlaskClient) -> None:
    for typed in ({"username": "reza", "password": ""}, {"username": "", "password": "x"}, {"password": "x" * 257}):
        submit(client, "/login", {"username": "reza", **typed})
    assert attempts(app) == {}


def test_the_table_names_nobody(app: Flask) -> None:
    guess(app, "reza")
    assert {len(key) for key in attempts(app)} == {64}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "nowhere"),
        ("unix:", "nowhere"),
    ],
)
def test_a_household_with_ipv6_is_one_place(address: str, network: str) -> None:
    assert network_of(address) == network
