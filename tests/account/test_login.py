"""GET and POST /login."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import LoginSession
from hamyar_support.models.words import utc_now
from tests.addresses import AWAY
from tests.browsing import document, htmx, send, submit, text_of
from tests.forms import errors, value_of
from tests.people import PASSWORD, People
from tests.same import same
from tests.tickets import count, user, writing

WRONG = "نام کاربری یا رمز عبور درست نیست."


def test_it_has_the_two_ways_to_an_account(client: FlaskClient) -> None:
    links = {text_of(a): a.get("href") for a in document(client.get("/login")).iter("a")}
    assert links["ایجاد حساب کاربری"] == links["ثبت نام کنید"] == "/register"


@pytest.mark.parametrize("name", ["reza", "REZA", " reza ", "reza@example.com", "Reza@Example.COM"])
def test_the_username_and_the_email_open_the_same_account(client: FlaskClient, people: People, name: str) -> None:
    response = submit(client, "/login", {"username": name, "password": PASSWORD})
    assert (response.status_code, response.location) == (303, "/panel")
    assert people.reza.full_name in client.get("/panel").text


def test_staff_begin_at_the_queue(client: FlaskClient, people: People) -> None:
    assert submit(client, "/login", {"username": "sara", "password": PASSWORD}).location == "/staff"


def test_every_wrong_pair_gets_the_same_answer(app: Flask, client: FlaskClient, people: People) -> None:
    with writing(app) as session:
        session.get_one(type(user(app, "mina")), people.mina.id).disabled_at = utc_now()
    wrong = [("reza", "wrong password"), ("nobody", PASSWORD), ("mina", PASSWORD), ("mina", "wrong password")]
    answers = [submit(client, "/login", {"username": name, "password": password}) for name, password in wrong]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert [errors(answer) for answer in answers] == [{"password": WRONG}] * 4
    first, *others = (same(answer, f'value="{name}"') for answer, (name, _) in zip(answers, wrong, strict=True))
    assert others == [first] * 3
    assert count(app, LoginSession) == 0


@pytest.mark.parametrize("password", [PASSWORD + " ", " " + PASSWORD, PASSWORD.replace("ی", "ي"), PASSWORD[:-1]])
def test_a_password_is_taken_as_typed(client: FlaskClient, people: People, password: str) -> None:
    assert submit(client, "/login", {"username": "reza", "password": password}).status_code == 422


def test_the_name_stays_and_the_password_does_not(client: FlaskClient, people: People) -> None:
    response = submit(client, "/login", {"username": '"><i>reza', "password": "a wrong password"})
    assert value_of(response, "username") == '"><i>reza'
    assert not value_of(response, "password")
    assert "a wrong password" not in response.text


def test_nothing_typed_is_said_beside_both_fields(client: FlaskClient) -> None:
    response = submit(client, "/login", {"username": "  ", "password": ""})
    assert response.status_code == 422
    assert set(errors(response)) == {"username", "password"}


def test_a_megabyte_of_password_is_refused_before_it_is_hashed(client: FlaskClient, people: People) -> None:
    assert submit(client, "/login", {"username": "reza", "password": "x" * 1_000_001}).status_code == 413
    assert submit(client, "/login", {"username": "reza", "password": "x" * 100_000}).status_code == 422


def test_one_is_led_where_one_was_going(client: FlaskClient, people: People) -> None:
    login_page = client.get("/tickets?status=closed&q=چاپ").location
    response = submit(client, login_page, {"username": "reza", "password": PASSWORD})
    assert response.location == "/tickets?status=closed&q=%DA%86%D8%A7%D9%BE"


def test_the_way_survives_a_wrong_password(client: FlaskClient, people: People) -> None:
    refused = submit(client, "/login?next=/tickets/new", {"username": "reza", "password": "wrong"})
    assert value_of(refused, "next") == "/tickets/new"


def test_one_is_never_led_off_this_site(app: Flask, people: People) -> None:
    for away in AWAY:
        client = app.test_client()
        response = submit(client, "/login", {"username": "reza", "password": PASSWORD, "next": away})
        assert response.location == "/panel", away
        # Signed in already, the address alone would do it.
        assert client.get("/login", query_string={"next": away}).location == "/panel", away


def test_by_htmx_the_frame_is_loaded_anew(client: FlaskClient, people: People) -> None:
    typed = {"username": "reza", "password": PASSWORD}
    response = submit(client, "/login?next=/tickets", typed, headers=htmx())
    assert (response.status_code, response.headers["HX-Redirect"], response.data) == (200, "/tickets", b"")


def test_those_who_are_logged_in_are_led_on(reza: FlaskClient, sara: FlaskClient) -> None:
    assert reza.get("/login").location == "/panel"
    assert reza.get("/login?next=/tickets").location == "/tickets"
    assert sara.get("/login").location == "/staff"


def test_logging_in_again_as_someone_else_leaves_nothing_of_the_first(reza: FlaskClient, people: People) -> None:
    assert send(reza, "/login", {"username": "mina", "password": PASSWORD}).location == "/panel"
    page = reza.get("/panel").text
    assert people.mina.full_name in page
    assert people.reza.full_name not in page
