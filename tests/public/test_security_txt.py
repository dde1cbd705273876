"""/.well-known/security.txt says whom to tell, where the operator has said so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import utc_now


def test_it_names_the_contact_and_has_not_expired(make_app: Callable[..., Flask]) -> None:
    response = make_app(SECURITY_CONTACT="mailto:security@example.com").test_client().get("/.well-known/security.txt")
    assert (response.status_code, response.content_type) == (200, "text/plain; charset=utf-8")
    said = dict(line.split(": ") for line in response.text.splitlines())
    assert said["Contact"] == "mailto:security@example.com"
    assert timedelta(days=30) < datetime.fromisoformat(said["Expires"]) - utc_now() < timedelta(days=365)


def test_without_a_contact_it_is_not_there(client: FlaskClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
