"""Those who ask too often are told to wait; nobody else notices."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from .browsing import csrf_token, htmx
from .people import PASSWORD


def test_too_many_in_a_minute_are_asked_to_wait(make_app: Callable[..., Flask]) -> None:
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    token = csrf_token(client, "/login")
    typed = {"csrf_token": token, "username": "nobody", "password": PASSWORD}
    # Wrong passwords for one account are limited earlier.
    statuses = [client.post("/login", data={**typed, "username": f"nobody{n}"}).status_code for n in range(30)]
    assert statuses == [422] * 30
    for headers in ({}, htmx()):
        response = client.post("/login", data=typed, headers=headers)
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 60
        assert "<h1" in response.text
    assert client.get("/login").status_code == 200
    elsewhere = client.post("/login", data=typed, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 422


def test_an_address_that_the_visitor_writes_is_not_counted_by(make_app: Callable[..., Flask]) -> None:
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    typed = {"csrf_token": csrf_token(client, "/login"), "username": "nobody", "password": PASSWORD}
    forged = ({"X-Forwarded-For": f"192.0.2.{n}", "X-Real-IP": f"192.0.2.{n}"} for n in range(31))
    assert [client.post("/login", data=typed, headers=headers).status_code for headers in forged][-1] == 429


def test_health_is_never_limited(make_app: Callable[..., Flask]) -> None:
    client = make_app(RATELIMIT_ENABLED=True).test_client()
    assert {client.get("/healthz").status_code for _ in range(200)} == {200}
