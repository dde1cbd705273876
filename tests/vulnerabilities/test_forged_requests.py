"""A change made by a link, or by the page of another site.

RT CVE-2012-4732 to 4734, FreeScout CVE-2026-35584 (marked as read by a picture), django-helpdesk (`?close`). Tokens:
test_csrf.py; that looking changes nothing: test_matrix.py.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import routes
from tests.browsing import HTMX, csrf_token
from tests.people import People
from tests.tickets import open_ticket, snapshot

TYPED = "status=closed&body=x&department=1&priority=high&assignee=sara&locale=en&name=x&into=1&close=1&kind=note"
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")


@pytest.mark.parametrize("name", ["reza", "admin"])
def test_no_address_that_takes_a_form_takes_a_link(
    app: Flask, people: People, reza: FlaskClient, admin: FlaskClient, name: str
) -> None:
    client = {"reza": reza, "admin": admin}[name]
    code = open_ticket(app, people.reza)
    token = csrf_token(client, "/no-such-page")
    before = snapshot(app)
    for rule in routes.rules(app, "POST"):
        path = routes.address(rule, code=code)
        for method in ("GET", "HEAD", "OPTIONS"):
            client.open(f"{path}?{TYPED}&csrf_token={token}&_method=POST", method=method)
            for header in OVERRIDES:
                client.open(f"{path}?{TYPED}", method=method, headers={header: "POST", "X-CSRFToken": token})
        client.get(f"{path}?{TYPED}", headers={**HTMX, "X-CSRFToken": token})
    assert snapshot(app) == before
    assert client.get("/profile").status_code == 200


def test_a_page_with_a_command_in_its_address_does_not_obey(app: Flask, reza: FlaskClient, code: str) -> None:
    before = snapshot(app)
    for query in ("close", "close=1", "status=closed", "read=1", "delete=1", "rating=5", "logout=1"):
        for path in ("/", "/panel", "/tickets", f"/tickets/{code}", f"/tickets/{code}/info"):
            assert reza.get(f"{path}?{query}").status_code == 200
    assert snapshot(app) == before
