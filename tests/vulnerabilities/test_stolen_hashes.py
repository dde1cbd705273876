"""What the database keeps in place of a secret, used as if it were the secret; and who somebody is, said by a header.

Zammad CVE-2017-5619 (logging in with the hash of the password), CVE-2020-10104 (the hash given to its owner) and
CVE-2020-26030 (a header that stood for a login). ASVS 6.2.5, 7.2.1.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import LoginSession, PasswordReset, User
from tests import routes
from tests.browsing import login, submit
from tests.people import People
from tests.tickets import open_ticket, user, writing

HEADERS = ["Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Auth-User", "X-User", "Authorization", "REMOTE_USER"]


def test_the_hash_of_a_password_is_none(app: Flask, client: FlaskClient, people: People) -> None:
    typed = {"username": "reza", "password": user(app, "reza").password_hash}
    assert submit(client, "/login", typed).status_code == 422


def test_the_hash_of_a_session_opens_none(app: Flask, reza: FlaskClient) -> None:
    with writing(app) as session:
        kept = session.scalars(select(LoginSession.token_hash)).one()
    other = app.test_client()
    other.set_cookie("hamyar", kept)
    assert other.get("/panel").status_code == 302
    with other.session_transaction() as cookie:
        cookie["_user_id"] = kept
    assert other.get("/panel").status_code == 302


def test_the_hash_of_a_link_opens_nothing(app: Flask, client: FlaskClient, people: People) -> None:
    with writing(app) as session:
        PasswordReset.issue(session.merge(user(app, "reza")))
        session.flush()
        kept = session.scalars(select(PasswordReset.token_hash)).one()
    assert client.get(f"/reset/{kept}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize("name", ["reza", "admin"])
def test_no_page_shows_a_hash(app: Flask, people: People, name: str) -> None:
    client = login(app.test_client(), name)
    code = open_ticket(app, people.reza)
    with writing(app) as session:
        hashes = [*session.scalars(select(User.password_hash)), *session.scalars(select(LoginSession.token_hash))]
    for rule in routes.rules(app, "GET"):
        text = client.get(routes.address(rule, code=code, ident=str(people.reza.id)), buffered=True).text
        assert [kept for kept in hashes if kept in text or "$argon2" in text] == [], rule.rule


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_says_who_one_is(app: Flask, people: People, header: str) -> None:
    client = app.test_client()
    for value in ("admin", "1", str(people.admin.id), "Basic YWRtaW46YWRtaW4="):
        assert client.get("/panel", headers={header: value}).location == "/login?next=/panel"
        assert client.get("/panel", environ_base={"REMOTE_USER": value}).location == "/login?next=/panel"
