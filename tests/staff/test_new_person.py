"""GET and POST /staff/people/new: adding somebody to the staff."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import Role
from tests.administration import audited
from tests.browsing import htmx, login, submit
from tests.desk import act, queue
from tests.forms import errors, value_of
from tests.people import People
from tests.tickets import count, department, open_ticket, snapshot, user

PAGE = "/staff/people/new"
NEW = {
    "full_name": "نگار امینی",
    "username": "negar",
    "email": "negar@example.com",
    "mobile": "۰۹۱۲ ۳۴۵ ۶۷۸۹",
    "role": "agent",
    "password": "باغ انار و سیب",
}


def test_they_can_log_in_and_serve_their_departments(app: Flask, admin: FlaskClient, people: People) -> None:
    served = department(app, "مالی")
    mine = open_ticket(app, people.reza, department="مالی")
    open_ticket(app, people.reza)
    response = submit(admin, PAGE, {**NEW, "departments": [str(served)]})
    negar = user(app, "negar")
    assert (response.status_code, response.location) == (303, f"/staff/people/{negar.id}")
    assert (negar.role, negar.mobile, negar.full_name) == (Role.AGENT, "09123456789", "نگار امینی")
    assert queue(login(app.test_client(), "negar", NEW["password"]), view="all") == [mine]
    assert audited(app) == [("person.create", "نگار امینی", "", "agent")]


def test_with_no_department_named_they_serve_all(app: Flask, admin: FlaskClient, people: People) -> None:
    codes = {open_ticket(app, people.reza, department=name) for name in ("مالی", "فنی")}
    submit(admin, PAGE, {**NEW, "departments": []})
    assert set(queue(login(app.test_client(), "negar", NEW["password"]), view="all")) == codes


def test_an_admin_can_be_added_too(app: Flask, admin: FlaskClient) -> None:
    submit(admin, PAGE, {**NEW, "role": "admin", "mobile": ""})
    assert login(app.test_client(), "negar", NEW["password"]).get("/staff/people").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", ""),
        ("full_name", " \u200c"),
        ("full_name", "ن" * 101),
        ("username", ""),
        ("username", "ab"),
        ("username", "SARA"),
        ("username", "س@ر"),
        ("username", "x" * 51),
        ("email", "negar"),
        ("email", "Reza@Example.com"),
        ("mobile", "12"),
        ("role", "customer"),
        ("role", "boss"),
        ("role", ""),
        ("departments", "999"),
        ("departments", "x"),
        ("password", "short"),
        ("password", ""),
        ("password", "x" * 257),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(app: Flask, admin: FlaskClient, field: str, typed: str) -> None:
    before = snapshot(app)
    response = submit(admin, PAGE, {**NEW, field: typed})
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert value_of(response, "full_name") == (typed.strip(" \u200c") if field == "full_name" else NEW["full_name"])
    assert value_of(response, "password") in (None, "")
    assert snapshot(app) == before


def test_by_htmx_a_refused_form_comes_without_the_page(admin: FlaskClient) -> None:
    response = submit(admin, PAGE, {**NEW, "email": "x"}, headers=htmx("main#main"))
    assert (response.status_code, "<html" in response.text) == (422, False)
    assert list(errors(response)) == ["email"]


def test_nothing_else_can_be_set(app: Flask, admin: FlaskClient) -> None:
    forged: dict[str, Any] = {"id": "99", "password_hash": "x", "disabled_at": "2020-01-01", "locale": "en"}
    act(admin, "people/new", **NEW, **forged)
    negar = user(app, "negar")
    assert (negar.is_active, negar.locale, negar.password_hash != "x") == (True, "fa", True)


def test_sent_twice_they_are_there_once(app: Flask, admin: FlaskClient, people: People) -> None:
    before = count(app, User)
    assert [act(admin, "people/new", **NEW).status_code for _ in range(2)] == [303, 422]
    assert count(app, User) == before + 1


def test_nobody_else_may(app: Flask, client: FlaskClient, sara: FlaskClient, reza: FlaskClient) -> None:
    before = count(app, User)
    for one in (sara, reza):
        assert one.get(PAGE).status_code == 404
        assert act(one, "people/new", **{**NEW, "role": "admin"}).status_code == 404
    assert act(client, "people/new", **NEW).location.startswith("/login")
    assert count(app, User) == before
