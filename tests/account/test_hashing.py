"""Passwords are kept by today's parameters, and no more of them are hashed at once than there is room for."""

from __future__ import annotations

from threading import BoundedSemaphore
from time import monotonic

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import security
from hamyar_support.security import hashing
from tests.browsing import send, submit
from tests.logged import Logged
from tests.models.test_login_attempts import attempts
from tests.people import PASSWORD, People
from tests.tickets import user, writing

OLD = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LOGIN = {"username": "reza", "password": PASSWORD}


@pytest.fixture
def weak(app: Flask, people: People) -> str:
    """The password of رضا as it was kept by the parameters of another year."""
    with writing(app) as session:
        row = session.get_one(type(user(app, "reza")), people.reza.id)
        row.password_hash = OLD.hash(PASSWORD)
        return str(row.password_hash)


@pytest.fixture
def no_turn(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that hashes as many passwords as it has room for."""
    turns = BoundedSemaphore(1)
    turns.acquire()
    app.extensions["hashing_turns"] = turns
    monkeypatch.setattr(hashing, "PATIENCE_SECONDS", 0.01)


def test_the_parameters_are_those_of_owasp(app: Flask) -> None:
    assert (hashing.MEMORY_KIB, hashing.PASSES, hashing.LANES) == (19 * 1024, 2, 1)
    with app.app_context():
        assert security.hash_password(PASSWORD).startswith("$argon2id$v=19$")


def test_logging_in_renews_a_hash_of_other_parameters_once(app: Flask, client: FlaskClient, weak: str) -> None:
    assert submit(client, "/login", LOGIN).status_code == 303
    renewed = user(app, "reza").password_hash
    assert renewed != weak
    assert extract_parameters(renewed).time_cost == hashing.PASSES
    assert submit(app.test_client(), "/login", LOGIN).status_code == 303
    assert user(app, "reza").password_hash == renewed


def test_a_wrong_password_renews_nothing(app: Flask, client: FlaskClient, weak: str) -> None:
    submit(client, "/login", {**LOGIN, "password": "wrong"})
    assert user(app, "reza").password_hash == weak


def test_proving_oneself_renews_it_too(app: Flask, reza: FlaskClient, weak: str) -> None:
    assert send(reza, "/prove", {"current_password": PASSWORD}).status_code == 303
    assert user(app, "reza").password_hash != weak


@pytest.mark.usefixtures("no_turn")
def test_one_too_many_is_asked_to_come_back_and_not_held_against_anybody(
    app: Flask, client: FlaskClient, logged: Logged
) -> None:
    response = submit(client, "/login", LOGIN)
    assert logged.events() == [{"event": "passwords_too_many"}]
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "<h1" in response.text
    assert set(attempts(app).values()) == {0}
    app.extensions["hashing_turns"].release()
    assert submit(client, "/login", LOGIN).status_code == 303


@pytest.mark.usefixtures("no_turn")
def test_a_page_that_hashes_nothing_does_not_notice(client: FlaskClient) -> None:
    assert client.get("/login").status_code == 200


@pytest.mark.usefixtures("no_turn")
def test_a_password_too_long_is_refused_without_a_turn(client: FlaskClient) -> None:
    began = monotonic()
    for length in (257, 100_000, 999_000):
        assert submit(client, "/login", {**LOGIN, "password": "x" * length}).status_code == 422
    assert monotonic() - began < 3


def test_a_turn_is_given_back_by_a_wrong_password(app: Flask, client: FlaskClient, people: People) -> None:
    for _ in range(hashing.MOST_AT_ONCE + 1):
        submit(client, "/login", {**LOGIN, "password": "wrong"})
    assert submit(client, "/login", LOGIN).status_code == 303
