"""What is not there for somebody looks like what is not there at all; tests/test_matrix.py asks who gets what."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from . import routes
from .browsing import HTMX
from .same import same


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_for_a_customer_the_desk_is_a_page_that_does_not_exist(
    app: Flask, reza: FlaskClient, code: str, headers: dict[str, str]
) -> None:
    missing = same(reza.get("/no-such-page", headers=headers), "/no-such-page")
    for rule in routes.rules(app, "GET"):
        path = routes.address(rule, code=code)
        if rule.endpoint.startswith("staff."):
            assert same(reza.get(path, headers=headers), path) == missing, path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_route_takes_another_method(app: Flask, reza: FlaskClient, code: str, method: str) -> None:
    paths = {routes.address(rule, code=code) for known in routes.METHODS for rule in routes.rules(app, known)}
    assert {path: reza.open(path, method=method).status_code for path in paths} == dict.fromkeys(paths, 405)


@pytest.mark.parametrize("path", ["/.git/HEAD", "/.env", "/console", "/metrics", "/static/", "/instance/", "/admin"])
def test_what_others_leave_open_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(f"{path}?__debugger__=yes&cmd=resource&f=debugger.js").status_code == 404
