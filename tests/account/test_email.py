"""POST /profile/email: another e-mail for the account, by whoever proves to own it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.account.test_prove import let_proof_lapse
from tests.browsing import csrf_token, document, htmx, send, submit
from tests.forms import errors, value_of
from tests.people import PASSWORD
from tests.tickets import snapshot, user

NEW = {"email": "Reza.Karimi@Example.org"}


def test_soon_after_logging_in_the_address_is_all_that_is_asked(app: Flask, reza: FlaskClient) -> None:
    response = submit(reza, "/profile", NEW, action="/profile/email")
    assert (response.status_code, response.location) == (303, "/profile")
    assert user(app, "reza").email == "Reza.Karimi@Example.org"
    page = reza.get("/profile")
    assert "Reza.Karimi@Example.org" in page.text
    assert "ایمیل شما عوض شد." in page.text


def test_one_logs_in_with_the_new_one_and_no_more_with_the_old(app: Flask, reza: FlaskClient) -> None:
    submit(reza, "/profile", NEW, action="/profile/email")
    for name, status in (("reza.karimi@example.ORG", 303), ("reza@example.com", 422)):
        assert submit(app.test_client(), "/login", {"username": name, "password": PASSWORD}).status_code == status


def test_staff_find_the_person_by_the_new_one(reza: FlaskClient, sara: FlaskClient, code: str) -> None:
    submit(reza, "/profile", NEW, action="/profile/email")
    assert code in sara.get("/staff?view=all&q=karimi@example.org").text


@pytest.mark.parametrize("typed", ["", "no address", "mina@example.com", "MINA@Example.com", "a@b.c\r\nBcc: x@y.z"])
def test_a_wrong_one_or_that_of_another_is_refused(app: Flask, reza: FlaskClient, typed: str) -> None:
    before = snapshot(app)
    response = submit(reza, "/profile", {"email": typed}, action="/profile/email")
    assert (response.status_code, list(errors(response))) == (422, ["email"])
    assert snapshot(app) == before


def test_ones_own_may_be_written_in_other_letters(app: Flask, reza: FlaskClient) -> None:
    assert submit(reza, "/profile", {"email": "REZA@example.com"}, action="/profile/email").status_code == 303
    assert user(app, "reza").email == "REZA@example.com"


def test_without_a_recent_proof_the_password_is_asked_beside_it(app: Flask, reza: FlaskClient) -> None:
    let_proof_lapse(app, "reza")
    asked = document(reza.get("/profile")).findall(".//input[@name='current_password']")
    assert len({field.get("id") for field in asked}) == 2
    refused = submit(reza, "/profile", {**NEW, "current_password": "wrong one"}, action="/profile/email")
    assert (refused.status_code, list(errors(refused))) == (422, ["current_password"])
    assert user(app, "reza").email == "reza@example.com"
    given = {**NEW, "current_password": PASSWORD}
    assert submit(reza, "/profile", given, action="/profile/email").status_code == 303
    assert user(app, "reza").email == NEW["email"]


def test_a_proof_that_lapsed_since_the_page_was_opened_costs_nothing_typed(app: Flask, reza: FlaskClient) -> None:
    reza.get("/profile")
    let_proof_lapse(app, "reza")
    refused = send(reza, "/profile/email", NEW)
    assert (refused.status_code, list(errors(refused))) == (422, ["current_password"])
    assert value_of(refused, "email") == NEW["email"]
    assert user(app, "reza").email == "reza@example.com"


def test_of_two_who_want_one_address_at_once_one_gets_it(app: Flask, reza: FlaskClient, mina: FlaskClient) -> None:
    start = Barrier(2)

    def change(client: FlaskClient) -> int:
        token = csrf_token(client, "/profile")
        start.wait()
        return client.post("/profile/email", data={**NEW, "csrf_token": token}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, [reza, mina])) == [303, 422]
    assert [user(app, name).email for name in ("reza", "mina")].count(NEW["email"]) == 1


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient) -> None:
    assert send(client, "/profile/email", NEW).location.startswith("/login")
    assert send(client, "/profile/email", NEW, htmx()).status_code == 401
