"""Fields that no form has, sent all the same, and taken.

FreeScout CVE-2026-53592 (nested keys), CVE-2026-40591 (`customer_id`), Zammad CVE-2024-33667, osTicket's unvalidated
change of a password, ASVS 8.2.3 and 15.3.3.
"""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import LoginSession, Message, Ticket, User
from hamyar_support.models.words import Role
from tests.browsing import submit
from tests.desk import post
from tests.people import People
from tests.tickets import department, found, snapshot, user, writing

EXTRA: dict[str, Any] = {
    "role": "admin",
    "is_staff": "1",
    "is_admin": "1",
    "active": "1",
    "disabled_at": "",
    "id": "1",
    "user_id": "1",
    "owner_id": "1",
    "author_id": "1",
    "customer_id": "1",
    "customer": "mina",
    "assignee": "sara",
    "assignee_id": "1",
    "departments": "1",
    "status": "closed",
    "kind": "note",
    "internal": "1",
    "code": "11111111",
    "ticket_id": "1",
    "created_at": "2000-01-01",
    "changed_at": "2000-01-01",
    "password_hash": "x",
    "totp_secret": "x",
    "username_key": "admin",
    "merged_into_id": "1",
    "__class__": "User",
    "__proto__[role]": "admin",
    "user[role]": "admin",
    "role[]": "admin",
}
ACCOUNT = {"full_name": "نو کاربر", "username": "novice", "email": "novice@example.com", "mobile": "09121234567"}
PASSWORD = "کلید باغ تازه ۹۹"


def test_an_account_is_a_customers_whatever_is_asked_for(app: Flask, people: People, client: FlaskClient) -> None:
    typed = {**EXTRA, **ACCOUNT, "password": PASSWORD, "password_confirm": PASSWORD}
    submit(client, "/register", typed)
    made = user(app, "novice")
    assert (made.role, made.totp_secret, made.username_key) == (Role.CUSTOMER, None, "novice")
    assert made.password_hash.startswith("$argon2id$")
    assert client.get("/staff").status_code in (302, 404)


def test_a_request_is_its_senders_and_open(app: Flask, people: People, reza: FlaskClient) -> None:
    department(app)
    good = {"department": str(department(app)), "subject": "چاپگر", "body": "خراب است", "priority": "low"}
    code = post(reza, "/tickets/new", **{**EXTRA, **good}).location.removeprefix("/tickets/")
    ticket = found(app, code)
    assert ticket.customer_id == people.reza.id
    assert (ticket.status.value, ticket.assignee_id, ticket.merged_into_id) == ("open", None, None)
    assert ticket.created_at.year > 2020
    (message,) = ticket.messages
    assert (message.author_id, message.kind.value) == (people.reza.id, "reply")


def test_a_reply_is_a_reply_of_whoever_sends_it(app: Flask, people: People, reza: FlaskClient, code: str) -> None:
    post(reza, f"/tickets/{code}/messages", **{**EXTRA, "body": "سلام"})
    ticket = found(app, code)
    assert (ticket.messages[-1].author_id, ticket.messages[-1].kind.value) == (people.reza.id, "reply")
    assert (ticket.code, ticket.status.value, ticket.assignee_id) == (code, "open", None)


@pytest.mark.parametrize("path", ["/profile", "/language", "/tickets/{code}/status", "/tickets/{code}/draft"])
def test_nothing_else_of_a_customer_makes_them_more(
    app: Flask, people: People, reza: FlaskClient, code: str, path: str
) -> None:
    tables = {User.__tablename__, Ticket.__tablename__, Message.__tablename__, LoginSession.__tablename__}
    good = {"full_name": "رضا کریمی", "mobile": "09121234567", "locale": "fa", "status": "open", "body": "پیش‌نویس"}
    email = {"email": people.reza.email}
    post(reza, path.format(code=code), **{**EXTRA, **good, **email})
    after = {name: rows for name, rows in snapshot(app).items() if name in tables}
    assert user(app, "reza").role is Role.CUSTOMER
    assert len(after["users"]) == 4
    ticket = found(app, code)
    assert (ticket.customer_id, ticket.assignee_id, ticket.code) == (people.reza.id, None, code)
    assert reza.get("/staff").status_code == 404


def test_an_agent_is_made_no_admin_by_any_form_of_the_desk(
    app: Flask, people: People, sara: FlaskClient, code: str
) -> None:
    for path in (f"tickets/{code}/messages", f"tickets/{code}/assignee", "keys", "views", "bulk"):
        post(sara, f"/staff/{path}", **{**EXTRA, "body": "پاسخ", "name": "نما", "codes": code})
    post(sara, "/profile", **{**EXTRA, "full_name": "سارا احمدی", "locale": "fa", "mobile": ""})
    assert user(app, "sara").role is Role.AGENT
    with writing(app) as session:
        assert {row.customer_id for row in session.query(Ticket)} == {people.reza.id}
