"""POST /logout."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import htmx, login, send, submit
from tests.together import another


def test_it_leads_to_the_landing_and_says_so(reza: FlaskClient) -> None:
    response = submit(reza, "/panel", action="/logout")
    assert (response.status_code, response.location) == (303, "/")
    assert "از حساب خود خارج شدید." in reza.get("/").text


def test_an_old_cookie_is_worth_nothing(reza: FlaskClient, code: str) -> None:
    kept = another(reza)
    assert kept.get(f"/tickets/{code}").status_code == 200
    send(reza, "/logout")
    for path in ("/panel", "/tickets", f"/tickets/{code}", "/profile"):
        assert kept.get(path).location.startswith("/login?next=")
    assert kept.get("/tickets", headers=htmx()).status_code == 401


def test_the_browser_is_told_to_forget(reza: FlaskClient) -> None:
    assert send(reza, "/logout").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_other_places_stay_logged_in(app: Flask, reza: FlaskClient) -> None:
    phone = login(app.test_client(), "reza")
    send(reza, "/logout")
    assert phone.get("/panel").status_code == 200


def test_repeated_and_signed_out_it_is_harmless(client: FlaskClient, reza: FlaskClient) -> None:
    send(reza, "/logout")
    assert send(reza, "/logout").location == "/"
    assert send(client, "/logout").location == "/"


def test_a_link_cannot_log_anyone_out(reza: FlaskClient) -> None:
    assert reza.get("/logout").status_code == 405
    assert reza.get("/panel").status_code == 200


def test_by_htmx_the_frame_is_loaded_anew(sara: FlaskClient) -> None:
    response = send(sara, "/logout", headers=htmx())
    assert (response.status_code, response.headers["HX-Redirect"]) == (200, "/")
    assert sara.get("/staff").status_code == 302
