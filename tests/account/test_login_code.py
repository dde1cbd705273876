"""/login/code: after the right password, a code, for those who have switched the second step on."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.persian import to_persian_digits
from tests.browsing import htmx, send, submit
from tests.factor import SECRET, Clock, first_step, have, second_step
from tests.forms import errors
from tests.people import PASSWORD, People
from tests.test_sessions import is_in
from tests.tickets import snapshot, user, writing
from tests.together import another, at_once


@pytest.fixture
def codes(app: Flask, people: People) -> list[str]:
    """The recovery codes of رضا, who has a second factor."""
    return have(app, "reza")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def half(app: Flask, codes: list[str]) -> FlaskClient:
    """A browser in which the password of رضا was given, and no code."""
    client = app.test_client()
    assert first_step(client, "reza", next="/tickets/new").location == "/login/code"
    return client


def test_the_password_alone_opens_nothing(app: Flask, half: FlaskClient) -> None:
    assert not is_in(half)
    for path in ("/panel", "/tickets", "/profile", "/profile/second-factor", "/staff"):
        assert half.get(path).location.startswith("/login?next=")
    assert half.get("/login").status_code == 200


@pytest.mark.parametrize("write", [str, to_persian_digits, lambda code: f" {code[:3]} {code[3:]}\u200f"])
def test_a_code_lets_in_and_leads_on(half: FlaskClient, clock: Clock, write: object) -> None:
    assert second_step(half, write(clock.code())).location == "/tickets/new"  # type: ignore[operator]
    assert is_in(half)


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_wrong_by_one_step(half: FlaskClient, clock: Clock, seconds: int, good: bool) -> None:
    assert second_step(half, clock.code(seconds=seconds)).status_code == (303 if good else 422)
    assert is_in(half) is good


def test_no_code_works_twice_nor_one_before_it(app: Flask, half: FlaskClient, clock: Clock) -> None:
    used, before = clock.code(), clock.code(seconds=-30)
    second_step(half, used)
    thief = app.test_client()
    first_step(thief, "reza")
    for code in (used, before):
        assert second_step(thief, code).status_code == 422
    clock.move(30)
    assert second_step(thief, clock.code()).status_code == 303


def test_one_code_at_the_same_moment_lets_one_in(half: FlaskClient, clock: Clock) -> None:
    code = clock.code()
    token = half.get("/login/code").text.split('name="csrf_token" value="')[1].split('"')[0]
    answers = at_once(half, 4, lambda own: own.post("/login/code", data={"code": code, "csrf_token": token}))
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422]


@pytest.mark.parametrize(
    "write", [str, str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("O", "0")]
)
def test_a_recovery_code_lets_in_once(
    app: Flask, half: FlaskClient, codes: list[str], clock: Clock, write: object
) -> None:
    code = write(codes[3])  # type: ignore[operator]
    again = another(half)
    assert second_step(half, code, "/login/code?recovery=1").location == "/tickets/new"
    assert second_step(again, code, "/login/code?recovery=1").status_code == 422
    assert second_step(again, codes[4], "/login/code?recovery=1").status_code == 303


def test_the_codes_of_another_let_nobody_in(app: Flask, half: FlaskClient, people: People) -> None:
    assert second_step(half, have(app, "sara")[0]).status_code == 422


@pytest.mark.parametrize("typed", ["", "000000", "x", "1" * 60, "1" * 61, "\x00", "ABCD-EFGH-ABCD-EFGH"])
def test_anything_else_is_refused_and_changes_nothing(app: Flask, half: FlaskClient, clock: Clock, typed: str) -> None:
    before = snapshot(app)["users"], snapshot(app)["recovery_codes"]
    for headers in ({}, htmx("main#main")):
        response = submit(half, "/login/code", {"code": typed}, headers=headers)
        assert (response.status_code, list(errors(response))) == (422, ["code"])
    assert (snapshot(app)["users"], snapshot(app)["recovery_codes"]) == before


def test_after_a_few_wrong_codes_the_next_must_wait_though_the_password_is_given_again(
    app: Flask, half: FlaskClient, clock: Clock
) -> None:
    for _ in range(6):
        assert second_step(half, "000000").status_code == 422
    thief = app.test_client()
    first_step(thief, "reza")
    for client, code in ((half, clock.code()), (thief, clock.code())):
        response = second_step(client, code)
        assert (response.status_code, list(errors(response))) == (429, ["code"])
        assert int(response.headers["Retry-After"]) > 0
        assert not is_in(client)


def test_the_half_way_ends_after_ten_minutes(half: FlaskClient, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    from hamyar_support.account import second_step as module

    with half.session_transaction() as cookie:
        at = cookie[module.HALF]["at"]
    monkeypatch.setattr(module, "time", lambda: at + 601)
    assert half.get("/login/code").location == "/login"
    assert send(half, "/login/code", {"code": clock.code()}).location == "/login"
    assert not is_in(half)


def test_another_password_or_secret_or_disabling_ends_it(app: Flask, half: FlaskClient, clock: Clock) -> None:
    for change in ({"password_hash": "x"}, {"totp_secret": SECRET[::-1]}, {"totp_secret": None}):
        before = {name: getattr(user(app, "reza"), name) for name in change}
        with writing(app) as session:
            row = session.merge(user(app, "reza"))
            for name, value in change.items():
                setattr(row, name, value)
        assert send(another(half), "/login/code", {"code": clock.code()}).location == "/login"
        with writing(app) as session:
            row = session.merge(user(app, "reza"))
            for name, value in before.items():
                setattr(row, name, value)
    assert second_step(half, clock.code()).status_code == 303


def test_without_the_first_step_there_is_no_second(client: FlaskClient, codes: list[str], clock: Clock) -> None:
    assert client.get("/login/code").location == "/login"
    assert send(client, "/login/code", {"code": clock.code()}).location == "/login"


def test_whoever_has_none_logs_in_by_the_password(app: Flask, people: People) -> None:
    client = app.test_client()
    assert submit(client, "/login", {"username": "mina", "password": PASSWORD}).location == "/panel"
