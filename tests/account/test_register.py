"""GET and POST /register."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import Role
from tests.browsing import document, htmx, submit
from tests.forms import error_of, errors
from tests.tickets import count, user

PASSWORD = "نان و پنیر و سبزی"
PARTICULARS = {
    "full_name": "نرگس  موسوی",
    "username": "narges.m",
    "email": "narges@example.com",
    "mobile": "۰۹۱۲۳۴۵۶۷۸۹",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}
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


def register(client: FlaskClient, **changed: Any) -> Any:
    return submit(client, "/register", {**PARTICULARS, **changed})


def test_every_field_that_must_be_filled_in_has_a_star_in_its_label(client: FlaskClient) -> None:
    labels = {e.get("for"): "".join(e.itertext()) for e in document(client.get("/register")).iter("label")}
    assert set(labels) == set(PARTICULARS)
    assert [name for name, text in labels.items() if "*" not in text] == []


def test_a_new_customer_is_logged_in_and_lands_on_the_panel(app: Flask, client: FlaskClient) -> None:
    response = register(client)
    assert (response.status_code, response.location) == (303, "/panel")
    assert "نرگس موسوی" in client.get("/panel").text
    narges = user(app, "narges.m")
    assert (narges.role, narges.full_name, narges.mobile) == (Role.CUSTOMER, "نرگس موسوی", "09123456789")
    assert narges.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("mobile", ["09123456789", "+989123456789", "00989123456789", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩"])
def test_a_mobile_number_may_be_written_in_many_ways(app: Flask, client: FlaskClient, mobile: str) -> None:
    register(client, mobile=mobile)
    assert user(app, "narges.m").mobile == "09123456789"


def test_the_role_cannot_be_chosen(app: Flask, client: FlaskClient) -> None:
    register(client, role="admin", is_staff="1", id="1", disabled_at="2020-01-01")
    assert user(app, "narges.m").role is Role.CUSTOMER


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


def test_those_who_are_logged_in_are_led_on(reza: FlaskClient, sara: FlaskClient) -> None:
    assert reza.get("/register").location == "/panel"
    assert sara.get("/register").location == "/staff"


def test_by_htmx_the_frame_is_loaded_anew(client: FlaskClient) -> None:
    response = submit(client, "/register", PARTICULARS, headers=htmx())
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/panel")


def test_by_htmx_a_refused_form_comes_without_the_page(client: FlaskClient) -> None:
    response = submit(client, "/register", {**PARTICULARS, "email": "no"}, headers=htmx())
    assert response.status_code == 422
    assert "<html" not in response.text
    assert list(errors(response)) == ["email"]
