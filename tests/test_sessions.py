"""Sessions live on the server: one ends when it should, and an old cookie is worth nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import LoginSession, User
from hamyar_support.models.login_session import ABSOLUTE_LIMIT, IDLE_LIMIT, SEEN_EVERY
from hamyar_support.models.words import Role, utc_now

from .browsing import HTMX, document, htmx, send
from .desk import act
from .people import PASSWORD, People
from .queries import counted
from .tickets import writing

MINUTE = timedelta(minutes=1)


def age(app: Flask, username: str, **by: timedelta) -> None:
    """Move the times of the sessions of `username` back: `seen_at=…, created_at=…`."""
    with writing(app) as session:
        for row in session.scalars(select(LoginSession).join(User).where(User.username == username)):
            for name, passed in by.items():
                setattr(row, name, utc_now() - passed)


def is_in(client: FlaskClient) -> bool:
    return client.get("/panel").status_code == 200


@pytest.mark.parametrize(
    ("passed", "lives"),
    [
        ({"seen_at": IDLE_LIMIT - MINUTE}, True),
        ({"seen_at": IDLE_LIMIT + MINUTE}, False),
        ({"seen_at": MINUTE, "created_at": ABSOLUTE_LIMIT - MINUTE}, True),
        ({"seen_at": MINUTE, "created_at": ABSOLUTE_LIMIT + MINUTE}, False),
    ],
    ids=["nearly idle", "idle", "nearly old", "old"],
)
def test_it_ends_after_twelve_idle_hours_or_thirty_days(
    app: Flask, reza: FlaskClient, mina: FlaskClient, passed: dict[str, timedelta], lives: bool
) -> None:
    age(app, "reza", **passed)
    assert is_in(reza) is lives
    assert is_in(mina)


def test_whoever_is_here_is_not_idle(app: Flask, reza: FlaskClient) -> None:
    age(app, "reza", seen_at=IDLE_LIMIT - MINUTE)
    assert is_in(reza)
    with writing(app) as session:
        assert utc_now() - session.scalars(select(LoginSession)).one().seen_at < MINUTE


def test_a_page_that_is_left_open_is_nobody(app: Flask, reza: FlaskClient, sara: FlaskClient, code: str) -> None:
    act(sara, "keys")  # a page is opened
    for username in ("reza", "sara"):
        age(app, username, seen_at=IDLE_LIMIT - MINUTE)
    polls = [reza.get(path, headers=HTMX) for path in ("/tickets?since=0", f"/tickets/{code}?since=0")]
    polls += [sara.get(path, headers=HTMX) for path in ("/staff?since=0-0", f"/staff/tickets/{code}?since=0")]
    polls.append(act(sara, f"tickets/{code}/presence", headers=HTMX, writing="0"))
    assert {answer.status_code for answer in polls} == {200}
    with writing(app) as session:
        assert all(utc_now() - row.seen_at > IDLE_LIMIT - 2 * MINUTE for row in session.scalars(select(LoginSession)))


def test_being_seen_is_written_down_once_in_five_minutes(app: Flask, reza: FlaskClient) -> None:
    with counted() as statements:
        reza.get("/panel")
    assert [sql for sql in statements if sql.startswith("UPDATE")] == []
    age(app, "reza", seen_at=SEEN_EVERY + MINUTE)
    with counted() as statements:
        reza.get("/panel")
        reza.get("/panel")
    assert len([sql for sql in statements if sql.startswith("UPDATE")]) == 1


def test_a_disabled_person_is_out_at_once(app: Flask, reza: FlaskClient, people: People) -> None:
    with writing(app) as session:
        session.get_one(User, people.reza.id).disabled_at = utc_now()
    assert reza.get("/panel").location == "/login?next=/panel"
    assert reza.get("/tickets", headers=HTMX).status_code == 401


def test_a_change_of_role_counts_at_once(app: Flask, sara: FlaskClient, people: People) -> None:
    with writing(app) as session:
        session.get_one(User, people.sara.id).role = Role.CUSTOMER
    assert sara.get("/staff").status_code == 404
    assert is_in(sara)


def test_when_it_has_ended_htmx_is_sent_to_log_in_and_back(app: Flask, reza: FlaskClient, code: str) -> None:
    page = document(reza.get(f"/tickets/{code}"))
    token = page.find(".//form[@id='composer']/input[@name='csrf_token']").get("value")
    age(app, "reza", seen_at=IDLE_LIMIT + MINUTE)
    typed = {"body": "متنی که نباید گم شود", "csrf_token": token}
    response = reza.post(f"/tickets/{code}/messages", data=typed, headers=htmx("div#live", f"/tickets/{code}"))
    assert (response.status_code, response.data) == (401, b"")
    back = response.headers["HX-Redirect"]
    assert send(reza, back, {"username": "reza", "password": PASSWORD, "next": f"/tickets/{code}"}).status_code == 303
    assert reza.get(f"/tickets/{code}").status_code == 200
