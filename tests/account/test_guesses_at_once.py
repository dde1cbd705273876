"""POST /login by many at the same moment: each guess is counted before anybody knows whether it is right."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import User
from hamyar_support.security import hashing, tries
from hamyar_support.security.tries import FREE_OF_ACCOUNT
from tests.browsing import csrf_token, submit
from tests.clock import Clock
from tests.models.test_login_attempts import attempts
from tests.people import PASSWORD, People
from tests.together import at_once

GUESSES = 16


def test_guesses_made_at_once_get_no_more_tries_than_others(
    app: Flask, client: FlaskClient, people: People, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def matches(user: User | None, password: str) -> bool:
        looked_at.append(password)
        return hashing.password_matches(user, password)

    monkeypatch.setattr(tries, "password_matches", matches)
    token = csrf_token(client, "/login")

    def guess(own: FlaskClient) -> TestResponse:
        return own.post("/login", data={"username": "reza", "password": "wrong password", "csrf_token": token})

    statuses = [answer.status_code for answer in at_once(client, GUESSES, guess)]
    looks = FREE_OF_ACCOUNT + 1
    assert sorted(statuses) == [422] * looks + [429] * (GUESSES - looks)
    assert len(looked_at) == looks


def test_a_try_is_counted_before_it_is_looked_at_and_a_right_one_is_taken_back(
    app: Flask, client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[list[int]] = []

    def matches(user: User | None, password: str) -> bool:
        counted.append(sorted(attempts(app).values()))
        return hashing.password_matches(user, password)

    monkeypatch.setattr(tries, "password_matches", matches)
    assert submit(client, "/login", {"username": "reza", "password": PASSWORD}).status_code == 303
    assert counted == [[1, 1, 1]]
    assert list(attempts(app).values()) == [0]
