"""/metrics: there for who knows the token, not there for anybody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ..people import settle
from ..tickets import open_ticket

TOKEN = "0123456789abcdef"
LINE = re.compile(r'[a-z_]+(?:\{[a-z]+="[\w.+]+"(?:,[a-z]+="[\w.+]+")*\})? [0-9.]+')


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Flask:
    return make_app(METRICS_TOKEN=TOKEN)


def numbers(app: Flask) -> dict[str, float]:
    response = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in response.text.splitlines() if not line.startswith("# TYPE ")]
    assert all(LINE.fullmatch(line) for line in lines)
    return {name: float(number) for name, _space, number in (line.rpartition(" ") for line in lines)}


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer 0123456789abcdeX", f"Basic {TOKEN}", "Bearer پ", TOKEN])
def test_without_the_token_it_is_not_there(site: Flask, given: str) -> None:
    refused = site.test_client().get("/metrics", headers={"Authorization": given.encode().decode("latin-1")})
    absent = site.test_client().get("/no-such-page")
    assert refused.status_code == absent.status_code == 404
    assert "hamyar_" not in refused.text


def test_without_the_setting_it_is_not_there(client: FlaskClient) -> None:
    for given in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}"}):
        assert client.get("/metrics", headers=given).status_code == 404


def test_it_tells_what_is_so_now(site: Flask) -> None:
    open_ticket(site, settle(site).reza)
    said = numbers(site)
    assert said['hamyar_tickets{status="open"}'] == 1
    assert said['hamyar_tickets{status="closed"}'] == 0
    assert said["hamyar_mails_waiting"] == said["hamyar_sessions"] == 0
    assert said["hamyar_database_bytes"] > 100_000
    assert said["hamyar_disk_free_bytes"] > 0


def test_it_counts_requests_by_what_was_asked_and_how_it_ended(site: Flask) -> None:
    visitor = site.test_client()
    for path in ("/faq", "/faq?q=x", "/of-a-robot-1", "/of-a-robot-2"):
        visitor.get(path, buffered=True)
    said = numbers(site)
    assert said['hamyar_requests_total{endpoint="public.faq",status="2xx"}'] == 2
    assert said['hamyar_requests_total{endpoint="none",status="4xx"}'] == 2
    assert said['hamyar_request_seconds_count{endpoint="public.faq"}'] == 2
    assert said['hamyar_request_seconds_bucket{endpoint="public.faq",le="+Inf"}'] == 2
    assert not any("robot" in name for name in said)


def test_it_counts_what_happened(site: Flask) -> None:
    site.test_client().post("/login", data={"username": "a", "password": "b"})
    assert numbers(site)['hamyar_events_total{event="form_refused"}'] == 1
