"""GET and POST /prove: proving to be who one is, before what would give an account away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import login_required

from hamyar_support import hypermedia, security
from hamyar_support.models import User
from hamyar_support.models.login_session import PROOF_LASTS
from tests.addresses import AWAY
from tests.browsing import htmx, login, send, submit
from tests.factor import Clock, have
from tests.forms import errors, value_of
from tests.people import PASSWORD, People
from tests.test_sessions import age
from tests.tickets import writing

LAPSED = PROOF_LASTS + timedelta(minutes=1)


def let_proof_lapse(app: Flask, username: str) -> None:
    age(app, username, proven_at=LAPSED)


@pytest.fixture
def guarded(app: Flask) -> None:
    """The guide, as if it were something that only a person with a recent proof may see."""
    view = login_required(security.proof_required(lambda: hypermedia.page("public/guide.html", steps=[])))
    app.view_functions["public.guide"] = view


def test_whoever_has_just_logged_in_is_not_asked(reza: FlaskClient, guarded: None) -> None:
    assert reza.get("/guide").status_code == 200
    assert reza.get("/prove?next=/guide").location == "/guide"


def test_after_ten_minutes_one_is_asked_and_brought_back(app: Flask, reza: FlaskClient, guarded: None) -> None:
    let_proof_lapse(app, "reza")
    asked = reza.get("/guide?step=2").location
    assert asked == "/prove?next=/guide?step%3D2"
    response = submit(reza, asked, {"current_password": PASSWORD})
    assert (response.status_code, response.location) == (303, "/guide?step=2")
    assert reza.get("/guide").status_code == 200


def test_by_htmx_the_question_is_a_page_of_its_own(app: Flask, reza: FlaskClient, guarded: None) -> None:
    let_proof_lapse(app, "reza")
    response = reza.get("/guide", headers=htmx("main#main", "/panel"))
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/prove?next=/guide")


def test_each_browser_proves_for_itself(app: Flask, reza: FlaskClient, guarded: None) -> None:
    let_proof_lapse(app, "reza")
    assert login(app.test_client(), "reza").get("/guide").status_code == 200
    assert reza.get("/guide").status_code == 303


@pytest.mark.parametrize("typed", ["", "wrong", PASSWORD + " ", "x" * 257])
def test_a_wrong_password_proves_nothing(app: Flask, reza: FlaskClient, guarded: None, typed: str) -> None:
    let_proof_lapse(app, "reza")
    response = submit(reza, "/prove?next=/guide", {"current_password": typed})
    assert (response.status_code, list(errors(response))) == (422, ["current_password"])
    assert value_of(response, "next") == "/guide"
    assert not value_of(response, "current_password")
    assert reza.get("/guide").status_code == 303


def test_the_password_of_another_proves_nothing(app: Flask, reza: FlaskClient, people: People) -> None:
    with app.app_context():
        other = security.hash_password("رمزِ تازهٔ مینا")
    with writing(app) as session:
        session.get_one(User, people.mina.id).password_hash = other
    let_proof_lapse(app, "reza")
    assert send(reza, "/prove", {"current_password": "رمزِ تازهٔ مینا", "username": "mina"}).status_code == 422


def test_one_is_never_led_off_this_site(app: Flask, reza: FlaskClient) -> None:
    for away in AWAY:
        assert reza.get("/prove", query_string={"next": away}).location == "/profile", away
    let_proof_lapse(app, "reza")
    for away in AWAY[:3]:
        assert send(reza, "/prove", {"current_password": PASSWORD, "next": away}).location == "/profile", away


def test_a_new_password_is_a_proof(app: Flask, reza: FlaskClient, guarded: None) -> None:
    let_proof_lapse(app, "reza")
    new = {"password": "شب یلدا و انار", "password_confirm": "شب یلدا و انار"}
    submit(reza, "/profile", {"current_password": PASSWORD, **new}, action="/profile/password")
    assert reza.get("/guide").status_code == 200


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient, guarded: None) -> None:
    assert client.get("/prove").location.startswith("/login")
    assert client.get("/guide").location == "/login?next=/guide"
    assert send(client, "/prove", {"current_password": PASSWORD}).location.startswith("/login")


def test_with_a_second_factor_the_password_alone_proves_nothing(
    app: Flask, reza: FlaskClient, guarded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    recovery, *_ = have(app, "reza")
    let_proof_lapse(app, "reza")
    asked = "/prove?next=/guide"
    assert errors(submit(reza, asked, {"current_password": PASSWORD})).keys() == {"code"}
    assert errors(submit(reza, asked, {"current_password": PASSWORD, "code": "000000"})).keys() == {"code"}
    wrong = submit(reza, asked, {"current_password": "wrong", "code": clock.code()})
    assert errors(wrong).keys() == {"current_password"}
    assert reza.get("/guide").location == asked
    for code in (clock.code(), recovery):
        let_proof_lapse(app, "reza")
        assert submit(reza, asked, {"current_password": PASSWORD, "code": code}).location == "/guide"
        assert reza.get("/guide").status_code == 200


def test_nor_does_a_form_that_asks_for_the_password_beside_itself(app: Flask, reza: FlaskClient, guarded: None) -> None:
    have(app, "reza")
    let_proof_lapse(app, "reza")
    typed = {"current_password": PASSWORD, "email": "reza@example.org"}
    assert submit(reza, "/profile", typed, action="/profile/email").status_code == 303
    assert reza.get("/guide").location == "/prove?next=/guide"
