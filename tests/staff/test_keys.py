"""POST /staff/keys: single keys on, or off for those to whom they happen by accident."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.browsing import document, htmx, login, submit
from tests.desk import act
from tests.people import People


def _is_on(client: FlaskClient) -> bool:
    return document(client.get("/staff")).find(".//*[@id='single-keys']").get("checked") is not None


def test_keys_are_on_until_they_are_turned_off(sara: FlaskClient) -> None:
    assert _is_on(sara)
    assert act(sara, "keys", headers=htmx()).status_code == 204
    assert not _is_on(sara)
    assert act(sara, "keys", keys="on").status_code == 303
    assert _is_on(sara)


def test_the_choice_outlives_the_session(sara: FlaskClient, people: People) -> None:
    act(sara, "keys")
    submit(sara, "/staff", action="/logout")
    login(sara, people.sara.username)
    assert not _is_on(sara)


def test_nobody_else_has_keys(client: FlaskClient, reza: FlaskClient) -> None:
    assert act(client, "keys").headers["Location"].startswith("/login")
    assert act(reza, "keys").status_code == 404
