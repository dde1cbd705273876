"""Links that open an account, and open it too often, too long, or to anything that looks empty.

FreeScout CVE-2026-53595 (an empty invite_hash, and one with a space behind it, were taken) and CVE-2026-41902 (an
invite that never expired). ASVS 6.4.1. The case T12. Once, an hour, another password: account/test_reset_link.py.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import PasswordReset
from tests.browsing import csrf_token
from tests.factor import first_step, have, second_step
from tests.people import People
from tests.tickets import snapshot, user, writing

EMPTY = ["None", "null", "0", "%20", "%00", "%E2%80%8C", "undefined", "[]"]


@pytest.fixture
def tokens(app: Flask, people: People) -> tuple[str, str]:
    """A link of رضا that has not been used, and one of مینا that is void."""
    with writing(app) as session:
        void = PasswordReset.issue(session.merge(user(app, "mina")))
        PasswordReset.void(session.merge(user(app, "mina")))
        return PasswordReset.issue(session.merge(user(app, "reza"))), void


@pytest.fixture
def token(tokens: tuple[str, str]) -> str:
    return tokens[0]


def test_what_is_void_is_no_token(client: FlaskClient, tokens: tuple[str, str]) -> None:
    good, void = tokens
    assert client.get(f"/reset/{void}", follow_redirects=True).status_code == 404
    assert client.get(f"/reset/{good}", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("typed", EMPTY)
def test_nothing_is_no_token(client: FlaskClient, token: str, typed: str) -> None:
    assert client.get("/reset/new").status_code == 404, "no link was opened"
    assert client.get(f"/reset/{typed}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize("change", ["{}%20", "%20{}", "{}%0A", "{}=", "{}%00", "{}/"])
def test_nearly_the_token_is_none(client: FlaskClient, token: str, change: str) -> None:
    assert client.get("/reset/" + change.format(token), follow_redirects=True).status_code == 404
    assert client.get("/reset/" + token.swapcase(), follow_redirects=True).status_code == 404
    assert client.get("/reset/" + token, follow_redirects=True).status_code == 200


def test_without_a_link_no_password_is_set(app: Flask, client: FlaskClient, token: str) -> None:
    before = snapshot(app)
    both = {"password": "شب یلدا و انار", "password_confirm": "شب یلدا و انار"}
    sent = {**both, "token": token, "reset_token": token, "username": "reza", "user_id": "1"}
    for data in (both, sent):
        answer = client.post("/reset/new", data={**data, "csrf_token": csrf_token(client, "/login")})
        assert answer.status_code == 404
    assert snapshot(app) == before


@pytest.mark.parametrize("code", ["", " ", "‌", "-", "None", "000000", "A" * 16])
def test_nothing_is_no_code(app: Flask, client: FlaskClient, people: People, code: str) -> None:
    have(app, "reza")
    first_step(client, "reza")
    assert second_step(client, code).status_code == 422
    assert client.get("/panel").status_code == 302
