"""A session that somebody knew before its owner logged in, or that lives on after it was ended.

osTicket CVE-2022-31888, Zammad CVE-2026-102489, pitfall of Flask (its cookie stays good after logging out). Ends by
password, time and hand: test_sessions.py, test_session_tokens.py, test_csrf.py.
"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import csrf_token, login
from tests.people import People

COOKIE = "hamyar"


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def with_cookie(app: Flask, value: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, value)
    return client


def test_the_cookie_from_before_is_nobodys(app: Flask, people: People) -> None:
    victim = app.test_client()
    victim.get("/login")
    planted = cookie(victim)
    login(victim, "reza")
    assert cookie(victim) != planted
    assert with_cookie(app, planted).get("/panel").status_code == 302


def test_a_cookie_of_ones_own_planted_on_another_dies_when_they_log_in(app: Flask, people: People) -> None:
    attacker = login(app.test_client(), "mina")
    planted = cookie(attacker)
    victim = with_cookie(app, planted)
    token = csrf_token(victim, "/panel")
    victim.post("/login", data={"csrf_token": token, "username": "reza", "password": people.reza.password})
    assert victim.get("/panel").status_code == 200
    assert people.reza.full_name in victim.get("/panel").text
    # Hers is over, and his was never in it.
    assert attacker.get("/panel").status_code == 302
    assert people.reza.full_name not in with_cookie(app, planted).get("/panel", follow_redirects=True).text


def test_a_cookie_kept_from_before_logging_out_is_nobodys(app: Flask, reza: FlaskClient) -> None:
    kept = cookie(reza)
    assert with_cookie(app, kept).get("/panel").status_code == 200
    reza.post("/logout", data={"csrf_token": csrf_token(reza, "/panel")})
    assert with_cookie(app, kept).get("/panel").status_code == 302


def test_a_cookie_that_was_altered_is_none(app: Flask, reza: FlaskClient) -> None:
    kept = cookie(reza)
    for altered in (kept[:-1], kept + "A", kept.replace(".", "", 1), "", "A" * 3000, "..", "eyJfdXNlcl9pZCI6MX0.x.y"):
        assert with_cookie(app, altered).get("/panel").status_code == 302, altered[:40]
