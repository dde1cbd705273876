"""Learning which accounts exist from how the site answers.

Zammad CVE-2020-26034, RT CVE-2021-38562 and its log-in of 2017 (by time), FreeScout GHSA-jvmv, osTicket's reset. Here:
logging in, by its words, headers and work; the times of all three are measured by a command of their own.
"""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import utc_now
from tests.account.test_login_waits import guess, guess_all
from tests.browsing import HTMX, send
from tests.clock import Clock
from tests.people import PASSWORD, People
from tests.queries import counted
from tests.same import same
from tests.tickets import writing

NAMES = ("reza", "nobody", "mina", "mina@example.com", "nobody@example.com", "REZA@EXAMPLE.COM")


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_a_wrong_pair_is_answered_alike_and_costs_one_hash(
    app: Flask, client: FlaskClient, people: People, headers: dict[str, str] | None
) -> None:
    with writing(app) as session:
        session.get_one(User, people.mina.id).disabled_at = utc_now()
    hasher = app.extensions["password_hasher"]
    app.extensions["password_hasher"] = counting = Mock(wraps=hasher)
    answers = []
    for name in NAMES:
        counting.verify.reset_mock()
        response = send(client, "/login", {"username": name, "password": "wrong password"}, headers)
        assert counting.verify.call_count == 1, name
        answers.append(same(response, f'value="{name}"'))
    assert len({repr(answer) for answer in answers}) == 1
    # The right password of a disabled account is a wrong one.
    right = send(client, "/login", {"username": "mina", "password": PASSWORD}, headers)
    assert same(right, 'value="mina"') == answers[2]


@pytest.mark.parametrize("tried", ["reza", "mina"])
def test_what_was_tried_with_one_name_does_not_show_under_another(
    app: Flask, clock: Clock, people: People, tried: str
) -> None:
    with writing(app) as session:
        session.get_one(User, people.mina.id).disabled_at = utc_now()
    guess_all(app, tried)
    names = (f"{tried}@example.com", "nobody@example.com")
    answers = [same(guess(app, name, PASSWORD), f'value="{name}"') for name in names]
    assert answers[0] == answers[1]
    assert answers[0][0] == 422


def test_nobody_is_looked_up_and_counted_like_somebody(app: Flask, people: People) -> None:
    asked = []
    for name in ("reza", "mina", "nobody", "reza@example.com", "nobody@example.com"):
        with counted() as statements:
            guess(app, name)
        asked.append(statements)
    assert asked == [asked[0]] * 5
