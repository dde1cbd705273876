"""A password so long that hashing it is an attack.

osTicket CVE-2023-30082.
"""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import send
from tests.people import PASSWORD, People

LENGTHS = (257, 10_000, 900_000)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("path", ["/login", "/register", "/profile/password"])
def test_it_is_refused_before_anything_is_hashed(
    app: Flask, people: People, client: FlaskClient, reza: FlaskClient, path: str, length: int
) -> None:
    app.extensions["password_hasher"] = hasher = Mock(wraps=app.extensions["password_hasher"])
    typed = {"username": "reza", "full_name": "x y", "email": "x@example.com", "mobile": "09121234567"}
    for long in ("x" * length, "ی" * length):
        passwords = {"password": long, "password_confirm": long, "current_password": PASSWORD}
        response = send(reza if "profile" in path else client, path, {**typed, **passwords})
        assert response.status_code in (400, 413, 422)
        assert long not in response.text
    hashed = [call.args for call in hasher.mock_calls if call.args]
    assert all(len(text) <= 256 for args in hashed for text in args)
