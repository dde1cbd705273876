"""The current password, wherever it is asked for, is tried as slowly as at the door: in /prove and on the profile."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.security.tries import FREE_OF_ACCOUNT
from tests.browsing import login, submit
from tests.clock import Clock
from tests.forms import errors
from tests.people import PASSWORD
from tests.tickets import user

from .test_login_waits import guess_all
from .test_prove import let_proof_lapse

NEW = {"password": "شب یلدا و انار", "password_confirm": "شب یلدا و انار"}
PLACES = {
    "/prove": ("/prove", {}),
    "/profile/password": ("/profile", NEW),
    "/profile/email": ("/profile", {"email": "new@example.com"}),
}


def attempt(client: FlaskClient, action: str, password: str) -> TestResponse:
    page, typed = PLACES[action]
    return submit(client, page, {**typed, "current_password": password}, action=action)


@pytest.fixture
def lapsed(app: Flask, reza: FlaskClient) -> FlaskClient:
    let_proof_lapse(app, "reza")
    return reza


@pytest.mark.parametrize("action", PLACES)
def test_after_six_wrong_ones_one_is_told_how_long_to_wait(
    app: Flask, lapsed: FlaskClient, clock: Clock, action: str
) -> None:
    before = user(app, "reza")
    for _ in range(FREE_OF_ACCOUNT + 1):
        assert attempt(lapsed, action, "wrong").status_code == 422
    response = attempt(lapsed, action, PASSWORD)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert list(errors(response)) == ["current_password"]
    assert "۲ ثانیه" in errors(response)["current_password"]
    after = user(app, "reza")
    assert (after.email, after.password_hash) == (before.email, before.password_hash)
    clock.go(2)
    assert attempt(lapsed, action, PASSWORD).status_code == 303


def test_what_was_typed_stays_meanwhile(lapsed: FlaskClient, clock: Clock) -> None:
    for _ in range(FREE_OF_ACCOUNT + 1):
        attempt(lapsed, "/profile/email", "wrong")
    assert 'value="new@example.com"' in attempt(lapsed, "/profile/email", PASSWORD).text


def test_it_is_one_count_for_all_three_and_for_every_session(app: Flask, lapsed: FlaskClient, clock: Clock) -> None:
    other = login(app.test_client(), "reza")
    for _ in range(2):
        for action in PLACES:
            attempt(lapsed, action, "wrong")
    assert attempt(other, "/profile/password", PASSWORD).status_code == 429


def test_guesses_at_the_door_keep_nobody_waiting_inside(app: Flask, lapsed: FlaskClient, clock: Clock) -> None:
    guess_all(app, "reza")
    assert attempt(lapsed, "/prove", PASSWORD).status_code == 303
