"""The same field twice, in another place or of another kind than expected.

ASVS 15.3.7 and 2.2.1, RT CVE-2014-9472 (a bad character set), FreeScout CVE-2026-53592.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import routes
from tests.browsing import csrf_token
from tests.desk import post
from tests.people import People
from tests.tickets import found, open_ticket, snapshot

ODD = ("\x00", "\u200c\u200f ", "-1", str(2**63), "[]", "x" * 5000)
FIELDS = "status department priority assignee into codes name email role into message position retired".split()


def test_the_first_of_two_counts_and_the_address_never_does(app: Flask, reza: FlaskClient, code: str) -> None:
    post(reza, f"/tickets/{code}/status?status=closed", status=["open", "closed"])
    assert found(app, code).status.value == "open"
    assert post(reza, f"/tickets/{code}/status?status=closed").status_code == 422
    token = csrf_token(reza, "/panel")
    json = {"csrf_token": token, "status": "closed"}
    answer = reza.post(f"/tickets/{code}/status", json=json, headers={"X-CSRFToken": token})
    assert answer.status_code == 422
    assert found(app, code).status.value == "open"


@pytest.mark.parametrize("name", ["reza", "admin"])
def test_no_odd_value_is_a_fault_of_ours(
    app: Flask, people: People, reza: FlaskClient, admin: FlaskClient, name: str
) -> None:
    client = {"reza": reza, "admin": admin}[name]
    code = open_ticket(app, people.reza)
    kept = {key: rows for key, rows in snapshot(app).items() if key in ("users", "tickets")}
    for rule in routes.rules(app, "POST"):
        if rule.endpoint in ("account.logout", "account.login"):
            continue
        for odd in ODD:
            response = post(client, routes.address(rule, code=code, ident="1"), **dict.fromkeys(FIELDS, odd))
            assert response.status_code < 500, (rule.rule, odd)
    now = snapshot(app)
    assert [len(now[key]) for key in kept] == [len(rows) for rows in kept.values()]
    assert found(app, code).status.value == "open"


def test_a_body_of_another_character_set_is_no_fault_of_ours(reza: FlaskClient, code: str) -> None:
    token = csrf_token(reza, "/panel")
    for charset in ("utf-7", "utf-16", "x-none", "\"'", "idna", "rot13", "zip"):
        body = f"csrf_token={token}&body=%FF%FE%ED%A0%80%00x".encode()
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert reza.post(f"/tickets/{code}/messages", data=body, content_type=kind).status_code in (303, 400, 422)
    assert reza.get(f"/tickets/{code}").status_code == 200
