"""POST /register refused: each error stands beside its field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from tests.browsing import document, htmx, submit
from tests.forms import error_of, errors
from tests.tickets import count

from .test_register import PARTICULARS, PASSWORD, register

WRONG = (
    ("username", "رض"),
    ("username", "x" * 51),
    ("username", "a b c"),
    ("username", "reza@example.com"),
    ("username", "<b>narges</b>"),
    ("username", "ﷺ" * 50),  # folded, it would not fit its column
    ("email", "narges"),
    ("email", "narges@"),
    ("email", "a@b.c\r\nBcc: x@y.z"),
    ("email", "n" * 250 + "@example.com"),
    ("email", "ﷺ" * 60 + "@example.com"),
    ("mobile", "02188776655"),
    ("mobile", "0912345678"),
    ("full_name", "ن" * 101),
    ("password", "هفت حرف"),
    ("password", "x" * 257),
)


def test_nothing_may_be_left_out(app: Flask, client: FlaskClient) -> None:
    for field in PARTICULARS:
        for nothing in ("", " \u200c\u200f "):
            response = register(client, **{field: nothing})
            assert response.status_code == 422, field
            assert field in errors(response)
    assert count(app, User) == 0


def test_a_wrong_value_is_refused_beside_its_field(app: Flask, client: FlaskClient) -> None:
    for field, typed in WRONG:
        both = {"password_confirm": typed} if field == "password" else {}
        response = register(client, **{field: typed, **both})
        assert (response.status_code, list(errors(response))) == (422, [field]), typed
    assert count(app, User) == 0


def test_two_different_passwords_are_refused(client: FlaskClient) -> None:
    assert "password_confirm" in errors(register(client, password_confirm=PASSWORD + " "))


def test_what_was_typed_stays_but_for_the_passwords(client: FlaskClient) -> None:
    response = register(client, full_name='"><script>alert(1)</script>', email="no")
    page = document(response)
    values = {e.get("name"): e.get("value") for e in page.find(".//main").iter("input")}
    assert values["full_name"] == '"><script>alert(1)</script>'
    assert (values["username"], values["email"], values["mobile"]) == ("narges.m", "no", PARTICULARS["mobile"])
    assert not values["password"]
    assert not values["password_confirm"]
    assert PASSWORD not in response.text


def test_the_page_says_what_is_wrong_in_persian(client: FlaskClient) -> None:
    response = register(client, email="no")
    assert error_of(response, "email") == "نشانی ایمیل را مانند name@example.com وارد کنید."


def test_by_htmx_a_refused_form_comes_without_the_page(client: FlaskClient) -> None:
    response = submit(client, "/register", {**PARTICULARS, "email": "no"}, headers=htmx())
    assert response.status_code == 422
    assert "<html" not in response.text
    assert list(errors(response)) == ["email"]


@pytest.mark.parametrize("password", ["Support.Example.com", "narges.moosavi"])
def test_neither_the_address_of_the_desk_nor_half_of_ones_own_is_a_password(
    make_app: Callable[..., Flask], password: str
) -> None:
    client = make_app(BASE_URL="https://support.example.com").test_client()
    typed = {"email": "narges.moosavi@example.com", "password": password, "password_confirm": password}
    assert errors(register(client, **typed)).keys() == {"password"}
