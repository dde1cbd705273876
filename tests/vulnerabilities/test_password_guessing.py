"""Guessing passwords without an end, since the count of wrong ones lies where whoever guesses can drop it.

osTicket counts login strikes in the visitor's session: without the cookie there are new tries. ASVS 6.1.1 and 6.3.1.
The case T10. How long one waits: account/test_login_waits.py; that nobody is locked out:
account/test_known_browsers.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.account.test_login_waits import guess, guess_all
from tests.browsing import csrf_token
from tests.clock import Clock
from tests.people import PASSWORD, People

# What people would take for one name, and the desk does, too.
SPELLINGS = ["reza", "REZA", "Reza", " reza ", "re\u200cza", "reza\u200f", "ｒｅｚａ"]


def test_neither_another_cookie_nor_another_address_nor_another_spelling_begins_anew(
    app: Flask, clock: Clock, people: People
) -> None:
    answers = [guess(app, name, address=f"198.51.100.{n}").status_code for n, name in enumerate(SPELLINGS)]
    assert answers == [422] * 6 + [429]
    assert guess(app, "reza", PASSWORD, "203.0.113.1").status_code == 429


def test_nor_does_the_other_name_of_the_account(app: Flask, clock: Clock, people: People) -> None:
    for name in ("reza", "reza@example.com") * 3:
        assert guess(app, name).status_code == 422
    assert {guess(app, name, PASSWORD).status_code for name in ("reza", "reza@example.com")} == {422}
    clock.go(2)
    assert guess(app, "reza@example.com", PASSWORD).status_code == 303
    assert guess(app, "reza", PASSWORD).status_code == 303


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"])
def test_an_address_that_one_says_of_oneself_is_none(app: Flask, clock: Clock, people: People, header: str) -> None:
    def try_somebody(n: int) -> int:
        client = app.test_client()
        typed = {"csrf_token": csrf_token(client, "/login"), "username": f"person{n}", "password": "wrong password"}
        return client.post("/login", data=typed, headers={header: f"198.51.100.{n}"}).status_code

    assert [try_somebody(n) for n in range(52)] == [422] * 51 + [429]


def test_a_restart_begins_nothing_anew(
    app: Flask, make_app: Callable[..., Flask], clock: Clock, people: People
) -> None:
    guess_all(app, "reza")
    again = make_app(SECRET_KEY=app.config["SECRET_KEY"], DATABASE_URL=app.config["DATABASE_URL"])
    assert guess(again, "reza", PASSWORD).status_code == 429


def test_nor_does_a_right_password_of_somebody_else(app: Flask, clock: Clock, people: People) -> None:
    for _ in range(5):
        guess(app, "reza")
        assert guess(app, "mina", PASSWORD).status_code == 303
    guess(app, "reza")
    assert guess(app, "reza", PASSWORD).status_code == 429
