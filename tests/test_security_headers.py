"""The headers that every answer carries, whatever it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from . import routes
from .browsing import HTMX, document, login, send
from .files import csv
from .people import PASSWORD, People
from .tickets import attachment_ids, open_ticket

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


def policy(response: TestResponse) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in directives}


def answers(app: Flask, people: People, client: FlaskClient) -> Iterator[TestResponse]:
    """Pages, fragments, files, redirects and errors of every kind."""
    code = open_ticket(app, people.reza, files={"1.csv": csv()})
    (ident,) = attachment_ids(app, code)
    for rule in routes.rules(app, "GET"):
        yield client.get(routes.address(rule, code=code, ident=ident), buffered=True)
    style = document(client.get("/guide")).find(".//link[@rel='stylesheet']").get("href")
    yield (kept := client.get(style, buffered=True))
    yield client.get(style, headers={"If-Modified-Since": kept.headers["Last-Modified"]})
    yield client.get(style, headers={"Range": "bytes=99999999-"})
    yield client.post(style)
    yield client.get("/no-such-page", headers=HTMX)
    yield client.get("/static/no-such-file.css")
    yield client.delete("/tickets")
    yield client.post("/logout")
    yield client.post("/login", data=b"x" * 27_000_000, content_type="multipart/form-data; boundary=x")
    yield send(client, "/login", {"username": "reza", "password": "wrong"})
    yield send(client, f"/tickets/{code}/status", {"status": "nonsense"})
    yield client.options("/tickets")
    yield client.head("/guide")


@pytest.mark.parametrize("username", [None, "reza", "sara"])
def test_every_answer_carries_them(app: Flask, people: People, username: str | None) -> None:
    client = login(app.test_client(), username) if username else app.test_client()
    statuses = set()
    for response in answers(app, people, client):
        statuses.add(response.status_code)
        asked = f"{response.request.method} {response.request.path} {response.status}"
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS, asked
        # A download has a stricter policy of its own.
        if "sandbox" not in response.headers["Content-Security-Policy"]:
            assert POLICY.items() <= policy(response).items(), asked
        assert "unsafe" not in response.headers["Content-Security-Policy"], asked
        assert "Access-Control-Allow-Origin" not in response.headers, asked
        assert "Server" not in response.headers, asked
    assert statuses >= {200, 302, 304, 400, 404, 405, 413, 416, 422}


def test_the_cookie_is_for_this_site_and_for_no_script(client: FlaskClient, people: People) -> None:
    cookies = send(client, "/login", {"username": "reza", "password": PASSWORD}).headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"hamyar", "hamyar-browser"}
    for cookie in cookies:
        parts = {part.strip().partition("=")[0] for part in cookie.split(";")}
        assert {"HttpOnly", "Path", "SameSite"} <= parts
        assert "Domain" not in parts
        assert "SameSite=Lax" in cookie
        assert len(cookie) < 1000


def test_under_https_cookie_and_headers_say_so(make_app: Callable[..., Flask]) -> None:
    client = make_app(HTTPS=True).test_client()
    base = "https://localhost"
    page = client.get("/guide", base_url=base)
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-hamyar=")
    assert "Secure" in cookie
    style = document(page).find(".//link[@rel='stylesheet']").get("href")
    for path in ("/guide", "/no-such-page", "/healthz", style):
        strict = client.get(path, base_url=base, buffered=True).headers["Strict-Transport-Security"]
        assert strict == "max-age=31536000; includeSubDomains", path


@pytest.mark.parametrize("forged", ["X-Forwarded-Host", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Original-URL"])
def test_nobody_is_believed_to_be_a_proxy(client: FlaskClient, forged: str) -> None:
    response = client.get("/panel", headers={forged: "https"})
    assert response.location == "/login?next=/panel"
    assert "evil" not in client.get("/guide", headers={forged: "evil.example"}).text
