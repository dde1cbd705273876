"""Nothing is changed by a form that another site could have made: every POST of the site is tried."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from . import routes
from .browsing import HTMX, csrf_token, document, login
from .people import PASSWORD, People
from .tickets import open_ticket, snapshot

# Right in every field, were the token right too.
TYPED = {
    "status": "closed",
    "body": "x",
    "subject": "x",
    "department": "1",
    "priority": "high",
    "locale": "en",
    "full_name": "x y",
    "username": "reza",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
    "current_password": PASSWORD,
    "email": "x@example.com",
    "mobile": "09123456789",
}


@pytest.fixture
def paths(app: Flask, people: People) -> list[str]:
    code = open_ticket(app, people.reza)
    return [routes.address(rule, code=code) for rule in routes.rules(app, "POST")]


@pytest.mark.parametrize("username", [None, "reza", "admin"])
def test_no_form_without_its_own_token_changes_anything(
    app: Flask, people: People, paths: list[str], username: str | None
) -> None:
    client = login(app.test_client(), username) if username else app.test_client()
    others = csrf_token(login(app.test_client(), "mina"), "/panel")
    before = snapshot(app)
    for path in paths:
        for token in ("IjEyMyI.aaaaaa.bbbbbbbbbbbb", others):
            assert client.post(path, data={**TYPED, "csrf_token": token}).status_code == 400, path
        assert client.post(path, data=TYPED).status_code == 400, path
        by_htmx = client.post(path, data=TYPED, headers=HTMX)
        assert by_htmx.status_code == 401, path
        assert by_htmx.headers["HX-Redirect"].startswith("/login"), path
    assert snapshot(app) == before


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", ""])
def test_no_other_kind_of_body_gets_by(app: Flask, reza: FlaskClient, paths: list[str], content_type: str) -> None:
    before = snapshot(app)
    body = '{"status": "closed", "body": "x", "csrf_token": "x"}'
    statuses = {reza.post(path, data=body, content_type=content_type).status_code for path in paths}
    assert statuses == {400}
    assert snapshot(app) == before


def test_a_token_in_the_address_is_none(app: Flask, reza: FlaskClient, paths: list[str]) -> None:
    token = csrf_token(reza, "/panel")
    assert {reza.post(f"{path}?csrf_token={token}", data=TYPED).status_code for path in paths} == {400}


def test_the_token_of_the_time_before_logging_in_is_worth_nothing_after(app: Flask, people: People) -> None:
    client = app.test_client()
    before = csrf_token(client, "/login")
    login(client, "reza")
    assert client.post("/logout", data={"csrf_token": before}).status_code == 400
    assert client.get("/panel").status_code == 200


def test_the_token_is_taken_from_a_header_too(reza: FlaskClient, code: str) -> None:
    headers = {"X-CSRFToken": csrf_token(reza, "/panel")}
    assert reza.post(f"/tickets/{code}/status", data={"status": "closed"}, headers=headers).status_code == 303


def test_a_form_may_stay_open_for_days(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_under_https_a_form_of_another_site_is_refused(make_app: object) -> None:
    client = make_app(HTTPS=True).test_client()  # type: ignore[operator]
    base = "https://localhost"
    page = client.get("/guide", base_url=base)
    token = document(page).find(".//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "locale": "en"}
    for referrer, status in (("https://evil.example/", 400), ("", 400), (f"{base}/guide", 303)):
        response = client.post("/language", data=sent, base_url=base, headers={"Referer": referrer})
        assert response.status_code == status, referrer
