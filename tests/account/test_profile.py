"""GET and POST /profile: name, mobile, language."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Role
from tests.browsing import browser_document, htmx, send, submit, text_of
from tests.forms import errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import snapshot, user

CHANGED = {"full_name": "رضا کریمی‌نیا", "mobile": "+98 912 345 6789", "locale": "fa"}


def test_it_shows_ones_particulars(reza: FlaskClient, people: People) -> None:
    page = reza.get("/profile")
    assert value_of(page, "full_name") == people.reza.full_name
    assert people.reza.email in page.text
    assert people.mina.email not in page.text


def test_changes_are_kept_and_shown_everywhere(app: Flask, reza: FlaskClient) -> None:
    response = submit(reza, "/profile", CHANGED)
    assert (response.status_code, response.location) == (303, "/profile")
    assert (user(app, "reza").full_name, user(app, "reza").mobile) == ("رضا کریمی‌نیا", "09123456789")
    assert "رضا کریمی‌نیا" in reza.get("/panel").text


def test_the_language_of_the_profile_is_the_language_of_the_site(reza: FlaskClient) -> None:
    submit(reza, "/profile", {**CHANGED, "locale": "en"})
    assert browser_document(reza.get("/panel")).get("lang") == "en"


def test_staff_have_one_too(app: Flask, sara: FlaskClient) -> None:
    submit(sara, "/profile", {**CHANGED, "full_name": "سارا", "mobile": ""})
    assert (user(app, "sara").full_name, user(app, "sara").mobile) == ("سارا", "")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("full_name", ""), ("full_name", " \u200c "), ("full_name", "x" * 101), ("mobile", "12"), ("locale", "de")],
)
def test_a_wrong_value_is_refused_beside_its_field(app: Flask, reza: FlaskClient, field: str, typed: str) -> None:
    before = snapshot(app)
    response = submit(reza, "/profile", {**CHANGED, field: typed})
    assert response.status_code == 422
    assert list(errors(response)) == [field]
    assert snapshot(app) == before


def test_what_was_typed_stays(reza: FlaskClient) -> None:
    response = submit(reza, "/profile", {**CHANGED, "full_name": "'\"><svg onload=1>", "mobile": "no number"})
    assert value_of(response, "full_name") == "'\"><svg onload=1>"
    assert value_of(response, "mobile") == "no number"


def test_no_name_comes_alive_anywhere(reza: FlaskClient, sara: FlaskClient, code: str) -> None:
    for name in HOSTILE:
        submit(reza, "/profile", {**CHANGED, "full_name": name})
        shown = reza.get("/panel")
        assert name in text_of(browser_document(shown).find(".//h1"))
        everywhere = shown.text + reza.get(f"/tickets/{code}").text + sara.get(f"/staff/tickets/{code}").text
        assert [part for part in LIVE if part in everywhere] == []


def test_nothing_else_can_be_changed(app: Flask, reza: FlaskClient, people: People) -> None:
    before = user(app, "reza")
    forged = {"role": "admin", "username": "boss", "email": "boss@example.com", "id": str(people.mina.id)}
    send(reza, "/profile", {**CHANGED, **forged, "password": "a new password", "password_hash": "x"})
    after = user(app, "reza")
    assert (after.role, after.username, after.email) == (Role.CUSTOMER, "reza", before.email)
    assert after.password_hash == before.password_hash
    assert user(app, "mina").full_name == people.mina.full_name


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient) -> None:
    assert client.get("/profile").location == "/login?next=/profile"
    assert send(client, "/profile", CHANGED).status_code == 302
    response = client.get("/profile", headers=htmx(page="/profile"))
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/login?next=/profile")


def test_by_htmx_the_frame_with_the_name_in_it_is_loaded_anew(reza: FlaskClient) -> None:
    response = submit(reza, "/profile", CHANGED, headers=htmx())
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/profile")


def test_by_htmx_a_refused_form_comes_without_the_page(reza: FlaskClient) -> None:
    response = submit(reza, "/profile", {**CHANGED, "full_name": ""}, headers=htmx("main#main"))
    assert response.status_code == 422
    assert "<html" not in response.text
    assert list(errors(response)) == ["full_name"]
