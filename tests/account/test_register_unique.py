"""POST /register: usernames and e-mails are unique, and so are those that people would take for the same."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import User
from tests.browsing import csrf_token, submit
from tests.forms import errors
from tests.tickets import count
from tests.together import at_once

from .test_register import PARTICULARS


@pytest.fixture
def other(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another visitor, after «علی‌یار۱۲» with the e-mail Ali.Yar@Example.com has registered."""
    submit(client, "/register", {**PARTICULARS, "username": "علی‌یار۱۲", "email": "Ali.Yar@Example.com"})
    assert count(app, User) == 1
    return app.test_client()


@pytest.mark.parametrize("username", ["علی‌یار۱۲", "علي‌يار۱۲", "علییار۱۲", "علی‌یار12", "علی‌یار١٢", "علـی‌یار۱۲"])
def test_a_username_that_looks_the_same_is_taken(app: Flask, other: FlaskClient, username: str) -> None:
    response = submit(other, "/register", {**PARTICULARS, "username": username})
    assert response.status_code == 422
    assert list(errors(response)) == ["username"]
    assert count(app, User) == 1


def test_a_form_that_opens_no_account_does_not_tell_who_has_one(other: FlaskClient) -> None:
    taken = {"username": "علی‌یار۱۲", "email": "ali.yar@example.com", "mobile": "no number"}
    assert list(errors(submit(other, "/register", {**PARTICULARS, **taken}))) == ["mobile"]


@pytest.mark.parametrize("email", ["Ali.Yar@Example.com", "ali.yar@example.com", "ALI.YAR@EXAMPLE.COM"])
def test_an_email_in_other_letters_is_taken(app: Flask, other: FlaskClient, email: str) -> None:
    response = submit(other, "/register", {**PARTICULARS, "email": email})
    assert response.status_code == 422
    assert list(errors(response)) == ["email"]
    assert count(app, User) == 1


def test_ک_and_ك_are_one_letter_in_a_username(app: Flask, client: FlaskClient) -> None:
    submit(client, "/register", {**PARTICULARS, "username": "کاوه"})
    response = submit(app.test_client(), "/register", {**PARTICULARS, "username": "كاوه", "email": "k@example.com"})
    assert list(errors(response)) == ["username"]


@pytest.mark.parametrize("typed", ["علي‌يار۱۲", "علی‌یار12", "ali.yar@EXAMPLE.com", " علی‌یار۱۲ "])
def test_the_owner_gets_in_however_they_type_it(other: FlaskClient, typed: str) -> None:
    response = submit(other, "/login", {"username": typed, "password": PARTICULARS["password"]})
    assert response.location == "/panel"


def test_of_eight_who_want_one_name_at_once_one_gets_it(app: Flask, client: FlaskClient) -> None:
    token = csrf_token(client, "/register")

    def register(own: FlaskClient) -> TestResponse:
        return own.post("/register", data={**PARTICULARS, "csrf_token": token})

    answers = at_once(client, 8, register)
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 7
    assert count(app, User) == 1
