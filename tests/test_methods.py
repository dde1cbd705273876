"""Every address takes the methods that it needs, and no other."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from . import routes
from .browsing import csrf_token, document
from .people import People
from .test_security_headers import ALWAYS
from .tickets import open_ticket, snapshot

UNUSED = ("TRACE", "TRACK", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "FOO")


@pytest.mark.parametrize("method", UNUSED)
def test_unused_methods_are_refused_everywhere(app: Flask, people: People, reza: FlaskClient, method: str) -> None:
    code = open_ticket(app, people.reza)
    token = csrf_token(reza, "/panel")
    before = snapshot(app)
    secret = {"X-CSRFToken": token, "X-Secret": "a secret of the browser"}
    for path in sorted(
        {routes.address(rule, code=code) for verb in routes.METHODS for rule in routes.rules(app, verb)}
    ):
        response = reza.open(path, method=method, headers=secret, buffered=True)
        assert response.status_code == 405, f"{method} {path}"
        assert "a secret of the browser" not in response.text
        assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert snapshot(app) == before


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "OPTIONS"])
def test_static_files_are_only_read(client: FlaskClient, method: str) -> None:
    style = document(client.get("/guide")).find(".//link[@rel='stylesheet']").get("href")
    response = client.open(style, method=method, buffered=True)
    assert response.status_code in (400, 405)
