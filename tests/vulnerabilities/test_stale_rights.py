"""Rights that were had once, and are still used.

FreeScout CVE-2026-48810 (one's own note after losing the mailbox), Zammad CVE-2025-32359 (asked for again only by the
page), django-helpdesk's updates of tickets, RT CVE-2026-44231. ASVS 8.3.2: a change of rights acts at once.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department, User
from hamyar_support.models.words import Role, utc_now
from tests import routes
from tests.browsing import HTMX
from tests.desk import FINANCE, post
from tests.people import People
from tests.tickets import department, found, reply, snapshot, writing

TYPED = {"status": "closed", "body": "x", "department": "1", "priority": "high", "assignee": "sara", "name": "x"}


def every_post(app: Flask, client: FlaskClient, code: str, prefix: str) -> set[int]:
    paths = [routes.address(rule, code=code) for rule in routes.rules(app, "POST") if rule.rule.startswith(prefix)]
    return {post(client, path, headers, **TYPED).status_code for path in paths for headers in ({}, HTMX)}


@pytest.fixture
def token(sara: FlaskClient, admin: FlaskClient, code: str) -> None:
    """Pages of the desk have been opened, and hold good tokens."""
    assert post(sara, f"/staff/tickets/{code}/draft", body="x").status_code == 204
    assert post(admin, f"/staff/tickets/{code}/draft", body="x").status_code == 204


@pytest.mark.usefixtures("token")
def test_an_agent_whose_department_is_taken_away_can_do_nothing_more_there(
    app: Flask, people: People, sara: FlaskClient, code: str
) -> None:
    reply(app, code, people.sara, "پاسخ من")
    other = department(app, FINANCE)
    with writing(app) as session:
        session.get_one(User, people.sara.id).departments = [session.get_one(Department, other)]
    before = snapshot(app)
    assert every_post(app, sara, code, "/staff/tickets/") == {404}
    assert sara.get(f"/staff/tickets/{code}").status_code == 404
    assert snapshot(app) == before


@pytest.mark.usefixtures("token")
def test_an_admin_made_a_customer_is_one_with_the_next_click(
    app: Flask, people: People, admin: FlaskClient, code: str
) -> None:
    with writing(app) as session:
        session.get_one(User, people.admin.id).role = Role.CUSTOMER
    before = snapshot(app)
    assert every_post(app, admin, code, "/staff") == {404}
    assert admin.get("/staff/people").status_code == 404
    assert snapshot(app) == before


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("name", ["sara", "admin"])
def test_who_is_disabled_is_out_with_the_next_click(
    app: Flask, people: People, sara: FlaskClient, admin: FlaskClient, code: str, name: str
) -> None:
    client = {"sara": sara, "admin": admin}[name]
    with writing(app) as session:
        session.get_one(User, getattr(people, name).id).disabled_at = utc_now()
    before = snapshot(app)
    assert every_post(app, client, code, "/") <= {200, 302, 303, 401, 404, 422}
    for path in ("/staff", f"/staff/tickets/{code}", "/profile", "/panel"):
        assert client.get(path).location == f"/login?next={path}"
    assert snapshot(app) == before
    assert found(app, code).status.value == "open"
