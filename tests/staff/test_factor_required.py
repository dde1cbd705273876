"""HAMYAR_REQUIRE_TOTP: staff switch the second step on before anything of the desk opens."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX, csrf_token, submit
from tests.factor import PAGE, Clock, offered
from tests.matrix import lines
from tests.people import People
from tests.tickets import attachment_ids, open_ticket, snapshot


@pytest.fixture(autouse=True)
def _required(app: Flask) -> None:
    app.config["REQUIRE_TOTP"] = True


def test_nothing_of_the_desk_opens_before(app: Flask, people: People, sara: FlaskClient, admin: FlaskClient) -> None:
    code = open_ticket(app, people.reza, files={"فهرست.csv": b"a,b\n1,2\n"})
    (ident,) = attachment_ids(app, code)
    values = {"code": code, "ident": 1, "filename": "x"}
    token = csrf_token(sara, "/profile")
    before = snapshot(app)
    adapter = app.url_map.bind("localhost")
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for endpoint, method in lines():
        if endpoint.startswith("staff."):
            path = adapter.build(endpoint, {name: values[name] for name in rules[endpoint].arguments}, method)
            assert sara.open(path, method=method, data={"csrf_token": token}).location == PAGE, path
    assert sara.get("/staff", headers=HTMX).headers["HX-Redirect"] == PAGE
    assert sara.get(f"/attachments/{ident}").location == PAGE
    assert admin.get("/staff/people").location == PAGE
    assert snapshot(app) == before


def test_the_page_says_why_and_then_the_desk_opens(sara: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    page = sara.get(PAGE)
    assert "همه همکاران باید" in page.text
    assert submit(sara, PAGE, {"code": clock.code(offered(page))}).status_code == 200
    assert sara.get("/staff").status_code == 200


def test_customers_are_not_asked(app: Flask, people: People, reza: FlaskClient) -> None:
    assert reza.get("/panel").status_code == 200
    assert "همه همکاران باید" not in reza.get(PAGE).text
