"""GET and POST /register."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Role
from tests.browsing import document, htmx, submit
from tests.tickets import user

PASSWORD = "نان و پنیر و سبزی"
PARTICULARS = {
    "full_name": "نرگس  موسوی",
    "username": "narges.m",
    "email": "narges@example.com",
    "mobile": "۰۹۱۲۳۴۵۶۷۸۹",
    "password": PASSWORD,
    "password_confirm": PASSWORD,
}


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


def test_those_who_are_logged_in_are_led_on(reza: FlaskClient, sara: FlaskClient) -> None:
    assert reza.get("/register").location == "/panel"
    assert sara.get("/register").location == "/staff"


def test_by_htmx_the_frame_is_loaded_anew(client: FlaskClient) -> None:
    response = submit(client, "/register", PARTICULARS, headers=htmx())
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/panel")
