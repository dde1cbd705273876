"""The cookie holds a token that only the server can make and that dies when a new one is given."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import LoginSession, PasswordReset, User
from hamyar_support.models.words import utc_now
from hamyar_support.security import hashing, tries

from .browsing import login, send, submit
from .people import PASSWORD, People
from .test_sessions import is_in
from .tickets import count, writing
from .together import another


def test_logging_in_gives_a_new_session_and_ends_the_one_before(app: Flask, reza: FlaskClient) -> None:
    kept = another(reza)
    send(reza, "/login", {"username": "reza", "password": PASSWORD})
    assert is_in(reza)
    assert not is_in(kept)


def test_a_cookie_from_before_logging_in_stays_that_of_a_visitor(app: Flask, people: People) -> None:
    client = app.test_client()
    client.get("/login")
    planted = another(client)
    login(client, "reza")
    assert is_in(client)
    assert not is_in(planted)


def test_the_table_keeps_no_token_that_opens_anything(app: Flask, reza: FlaskClient) -> None:
    with reza.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert len(token) >= 43
    with writing(app) as session:
        row = session.scalars(select(LoginSession)).one()
        assert token not in {str(value) for value in vars(row).values()}
        assert len(row.token_hash) == 64
    assert token not in reza.get("/panel").text


def test_no_two_tokens_are_alike_and_each_has_256_bits(app: Flask, people: People) -> None:
    with writing(app) as session:
        reza = session.get_one(User, people.reza.id)
        tokens = [LoginSession.start(reza, "", "") for _ in range(20)] + [PasswordReset.issue(reza) for _ in range(20)]
    assert len(set(tokens)) == 40
    assert {len(urlsafe_b64decode(f"{token}=")) for token in tokens} == {32}


@pytest.mark.parametrize("change", ["disabled_at", "password_hash"])
def test_whoever_is_shut_out_in_the_middle_of_logging_in_is_not_in(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    def matches_just_before(user: User, password: str) -> bool:
        right = hashing.password_matches(user, password)
        with ThreadPoolExecutor() as pool:
            pool.submit(shut_out).result()
        return right

    def shut_out() -> None:
        with writing(app) as session:
            setattr(session.get_one(User, people.reza.id), change, utc_now() if change == "disabled_at" else "another")

    monkeypatch.setattr(tries, "password_matches", matches_just_before)
    assert submit(app.test_client(), "/login", {"username": "reza", "password": PASSWORD}).status_code == 401
    assert count(app, LoginSession) == 0


@pytest.mark.parametrize("token", ["", "x", "1", "\x00", "x" * 3000])
def test_a_made_up_token_opens_nothing(client: FlaskClient, people: People, token: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert not is_in(client)
