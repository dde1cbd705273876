"""Who may go where: every route is asked by a visitor, its owner, a stranger, an agent and an admin."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from . import routes
from .browsing import csrf_token, login
from .files import csv
from .people import People
from .same import same
from .tickets import attachment_ids, open_ticket, snapshot

# In the order of ROLES: in, sent to log in, shown to the desk, or told that nothing is here.
ROLES = ("visitor", "reza", "mina", "sara", "admin")
EVERYBODY = "in in in in in"
PEOPLE = "login in in in in"
CUSTOMERS = {"GET": "login in in desk desk", "POST": "login in in 404 404"}
OWNER = {"GET": "login in 404 desk desk", "POST": "login in 404 404 404"}
DESK = "login 404 404 in in"
ADMINS = "login 404 404 404 in"
EXPECTED: dict[str, str | dict[str, str]] = {
    "public.home": EVERYBODY,
    "public.guide": EVERYBODY,
    "public.faq": EVERYBODY,
    "public.language": EVERYBODY,
    "public.healthz": EVERYBODY,
    "public.readyz": EVERYBODY,
    "static": EVERYBODY,
    "account.login": EVERYBODY,
    "account.register": EVERYBODY,
    "account.logout": EVERYBODY,
    "account.profile": PEOPLE,
    "account.password": PEOPLE,
    "portal.panel": CUSTOMERS,
    "portal.tickets": CUSTOMERS,
    "portal.new_ticket": CUSTOMERS,
    "portal.create_ticket": CUSTOMERS,
    "portal.ticket": OWNER,
    "portal.info": OWNER,
    "portal.reply": OWNER,
    "portal.status": OWNER,
    "portal.draft": OWNER,
    "portal.attachment": "login in 404 in in",
    "staff.queue": DESK,
    "staff.ticket": DESK,
    "staff.info": DESK,
    "staff.reply": DESK,
    "staff.status": DESK,
}
# The rest of the desk is open to nobody but staff, and these parts of it to admins alone.
ADMINISTRATION = ("/staff/people", "/staff/departments", "/staff/faq", "/staff/replies", "/staff/audit", "/staff/more")


def came(response: TestResponse) -> str:
    """Where a request came to."""
    assert response.status_code < 500, response.request.path
    location = response.headers.get("HX-Redirect") or response.location or ""
    if location == "/login" or location.startswith("/login?"):
        return "login"
    if response.status_code == 302 and location.startswith("/staff") and not response.request.path.startswith("/staff"):
        return "desk" if response.request.path not in ("/login", "/register") else "in"
    return "404" if response.status_code == 404 else "in"


def expected(endpoint: str, path: str, method: str) -> str:
    if endpoint not in EXPECTED and endpoint.startswith("staff."):
        return ADMINS if path.startswith(ADMINISTRATION) else DESK
    known = EXPECTED[endpoint]
    return known if isinstance(known, str) else known[method]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_comes_where_they_may_and_nowhere_else(app: Flask, people: People, role: str) -> None:
    code = open_ticket(app, people.reza, files={"1.csv": csv()})
    (ident,) = attachment_ids(app, code)
    client = app.test_client() if role == "visitor" else login(app.test_client(), role)
    token = {"csrf_token": csrf_token(client, "/no-such-page")}
    wrong = []
    for method in routes.METHODS:
        for rule in routes.rules(app, method):
            path = routes.address(rule, code=code, ident=ident)
            response = client.get(path, buffered=True) if method == "GET" else client.post(path, data=token)
            should = expected(rule.endpoint, path, method).split()[ROLES.index(role)]
            # Behind an id that is made up here the desk may find nothing.
            if came(response) != should and not (should == "in" and "<int" in rule.rule and came(response) == "404"):
                wrong.append(f"{method} {path}: {came(response)} ({response.status_code}) instead of {should}")
    assert wrong == []


def test_for_a_customer_the_desk_is_a_page_that_does_not_exist(app: Flask, reza: FlaskClient, code: str) -> None:
    missing = same(reza.get("/no-such-page"), "/no-such-page")
    for rule in routes.rules(app, "GET"):
        path = routes.address(rule, code=code)
        if rule.endpoint.startswith("staff."):
            assert same(reza.get(path), path) == missing, path


@pytest.mark.parametrize("username", ["reza", "sara", "admin"])
def test_looking_changes_nothing(app: Flask, people: People, username: str) -> None:
    code = open_ticket(app, people.reza, files={"1.csv": csv()})
    (ident,) = attachment_ids(app, code)
    client = login(app.test_client(), username)
    before = snapshot(app)
    for rule in routes.rules(app, "GET"):
        path = routes.address(rule, code=code, ident=ident)
        for method in ("GET", "HEAD", "OPTIONS"):
            client.open(path, method=method, query_string={"status": "closed", "kind": "note"}, buffered=True)
    assert snapshot(app) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_route_takes_another_method(app: Flask, reza: FlaskClient, code: str, method: str) -> None:
    paths = {routes.address(rule, code=code) for known in routes.METHODS for rule in routes.rules(app, known)}
    assert {path: reza.open(path, method=method).status_code for path in paths} == dict.fromkeys(paths, 405)


@pytest.mark.parametrize("path", ["/.git/HEAD", "/.env", "/console", "/metrics", "/static/", "/instance/", "/admin"])
def test_what_others_leave_open_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(f"{path}?__debugger__=yes&cmd=resource&f=debugger.js").status_code == 404
