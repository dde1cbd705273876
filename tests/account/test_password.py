"""POST /profile/password."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browsing import htmx, login, send, submit
from tests.forms import errors
from tests.people import PASSWORD
from tests.tickets import user

PASSPHRASE = "  شبِ یلدا،\u200cانارِ ساوه 🍉 Ünï "
CHANGE = {"current_password": PASSWORD, "password": PASSPHRASE, "password_confirm": PASSPHRASE}


def change(client: FlaskClient, headers: dict[str, str] | None = None, **typed: str) -> TestResponse:
    return submit(client, "/profile", {**CHANGE, **typed}, action="/profile/password", headers=headers)


def test_a_passphrase_is_kept_as_typed_with_spaces_and_zwnj(app: Flask, reza: FlaskClient) -> None:
    response = change(reza)
    assert (response.status_code, response.location) == (303, "/profile")
    assert login(app.test_client(), "reza", PASSPHRASE).get("/panel").status_code == 200
    for near in (PASSPHRASE.strip(), PASSPHRASE.replace("\u200c", ""), PASSPHRASE.lower(), PASSWORD):
        assert submit(app.test_client(), "/login", {"username": "reza", "password": near}).status_code == 422


def test_every_character_of_a_long_password_counts(app: Flask, reza: FlaskClient) -> None:
    long = "ی" * 255 + "x"
    change(reza, password=long, password_confirm=long)
    assert login(app.test_client(), "reza", long)
    assert submit(app.test_client(), "/login", {"username": "reza", "password": long[:-1] + "y"}).status_code == 422


def test_every_other_place_is_logged_out_and_this_one_is_not(app: Flask, reza: FlaskClient, mina: FlaskClient) -> None:
    phone = login(app.test_client(), "reza")
    change(reza)
    assert phone.get("/panel").status_code == 302
    assert reza.get("/panel").status_code == 200
    assert mina.get("/panel").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("current_password", ""),
        ("current_password", "not the current one"),
        ("current_password", PASSWORD + " "),
        ("password", ""),
        ("password", "هفت حرف"),
        ("password", "x" * 257),
        ("password", "Reza@Example.com"),
        ("password", "رضا كريمي"),
        ("password_confirm", PASSPHRASE.strip()),
    ],
)
def test_a_wrong_value_changes_nothing(app: Flask, reza: FlaskClient, field: str, typed: str) -> None:
    both = {"password_confirm": typed} if field == "password" and typed else {}
    before = user(app, "reza").password_hash
    phone = login(app.test_client(), "reza")
    response = change(reza, **{field: typed, **both})
    assert response.status_code == 422
    assert field in errors(response)
    assert PASSPHRASE not in response.text
    assert user(app, "reza").password_hash == before
    assert phone.get("/panel").status_code == 200


def test_the_current_password_cannot_be_left_out(app: Flask, reza: FlaskClient) -> None:
    new = {"password": PASSPHRASE, "password_confirm": PASSPHRASE}
    assert send(reza, "/profile/password", new).status_code == 422
    assert login(app.test_client(), "reza")


def test_it_changes_ones_own_password_only(app: Flask, sara: FlaskClient, reza: FlaskClient) -> None:
    before = user(app, "reza").password_hash
    send(sara, "/profile/password", {**CHANGE, "username": "reza", "id": "2"})
    assert user(app, "reza").password_hash == before
    assert login(app.test_client(), "sara", PASSPHRASE)


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient) -> None:
    assert send(client, "/profile/password", CHANGE).location.startswith("/login")
    assert send(client, "/profile/password", CHANGE, htmx()).status_code == 401


def test_by_htmx_a_refused_form_comes_without_the_page(reza: FlaskClient) -> None:
    response = change(reza, htmx("main#main"), current_password="wrong")
    assert response.status_code == 422
    assert "<html" not in response.text
    assert list(errors(response)) == ["current_password"]


def test_an_address_alone_shows_nothing(reza: FlaskClient) -> None:
    assert reza.get("/profile/password").status_code == 405
