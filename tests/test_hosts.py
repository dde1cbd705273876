"""By which names the site may be asked for, and whom it believes about names and addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from .browsing import HTMX
from .test_security_headers import ALWAYS

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "1",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=https",
    "X-Original-URL": "/staff",
    "X-Rewrite-URL": "/staff",
}


def seen(app: Flask, headers: dict[str, str]) -> tuple[str | None, str, str, str]:
    """Who asked, by which host, scheme and prefix, as the site sees it."""
    answers: list[tuple[str | None, str, str, str]] = []

    def note() -> str:
        answers.append((request.remote_addr, request.host, request.scheme, request.script_root))
        return ""

    app.view_functions["public.guide"] = note
    app.test_client().get("/guide", headers=headers)
    return answers[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "desk.example.com.evil.example", "", "desk.example.com@evil.example", "x y"]
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_another_name_is_refused_with_a_page_and_every_header(
    make_app: Callable[..., Flask], host: str, headers: dict[str, str]
) -> None:
    client = make_app(TRUSTED_HOSTS="desk.example.com, .support.example.com").test_client()
    for path in ("/", "/login", "/no-such-page", "/healthz"):
        response = client.get(path, headers={**headers, "Host": host})
        assert response.status_code == 400
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
        assert "<h1" in response.text
        assert "evil" not in response.text
    assert client.post("/login", headers={**headers, "Host": host}).status_code == 400


@pytest.mark.parametrize(
    "host", ["desk.example.com", "desk.example.com:8443", "a.support.example.com", "support.example.com"]
)
def test_the_sites_own_names_are_answered(make_app: Callable[..., Flask], host: str) -> None:
    client = make_app(TRUSTED_HOSTS="desk.example.com, .support.example.com").test_client()
    assert client.get("/login", headers={"Host": host}).status_code == 200


def test_without_the_setting_every_name_is(client: FlaskClient) -> None:
    assert client.get("/login", headers={"Host": "any.example"}).status_code == 200
    assert "any.example" not in client.get("/login", headers={"Host": "any.example"}).text


def test_nobody_is_believed_unless_a_proxy_is_announced(app: Flask) -> None:
    assert seen(app, FORGED) == ("127.0.0.1", "localhost", "http", "")


def test_a_proxy_is_believed_about_the_last_hop_alone(make_app: Callable[..., Flask]) -> None:
    app = make_app(TRUSTED_PROXIES=1, TRUSTED_HOSTS="desk.example.com")
    told = {**FORGED, "X-Forwarded-For": "203.0.113.9, 198.51.100.4", "X-Forwarded-Host": "desk.example.com"}
    assert seen(app, told) == ("198.51.100.4", "desk.example.com", "https", "")
    assert app.test_client().get("/login", headers={"X-Forwarded-Host": "evil.example"}).status_code == 400
