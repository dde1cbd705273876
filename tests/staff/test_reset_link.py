"""POST /staff/people/ID/reset-link: a link for a new password, for an admin to hand over; and the command for it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.administration import audited, done
from tests.browsing import document, htmx, login, submit, text_of
from tests.desk import act
from tests.people import PASSWORD, People
from tests.post import BASE_URL
from tests.tickets import snapshot

NEW = "شبِ یلدا و انار ساوه"


def link_of(response: TestResponse) -> str:
    found = document(response).find(".//*[@id='reset-link']")
    assert found is not None
    return text_of(found)


def use(app: Flask, path: str) -> TestResponse:
    client = app.test_client()
    client.get(path)
    return submit(client, "/reset/new", {"password": NEW, "password_confirm": NEW})


@pytest.mark.parametrize("headers", [{}, htmx("div#person")], ids=["plain", "htmx"])
def test_it_is_shown_once_works_and_is_audited(
    app: Flask, admin: FlaskClient, people: People, headers: dict[str, str]
) -> None:
    page = f"/staff/people/{people.reza.id}"
    response = submit(admin, page, action=f"{page}/reset-link", headers=headers)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    link = link_of(response)
    assert document(response).find(".//button[@data-copy]").get("data-copy") == link
    assert "/reset/" not in admin.get(page).text
    assert link not in str(snapshot(app))
    assert audited(app) == [("person.reset_link", people.reza.full_name, "", "")]
    login(app.test_client(), "reza", PASSWORD)  # which is as good as before until the link is used
    assert use(app, link).location == "/login"
    login(app.test_client(), "reza", NEW)


def test_the_link_begins_as_the_settings_say(app: Flask, admin: FlaskClient, people: People) -> None:
    app.config["BASE_URL"] = BASE_URL
    response = act(admin, f"people/{people.reza.id}/reset-link", {"X-Forwarded-Host": "evil.example"})
    assert re.fullmatch(re.escape(BASE_URL) + r"/reset/[\w-]{43}", link_of(response))


def test_the_newest_alone_works(app: Flask, admin: FlaskClient, people: People) -> None:
    first, second = (link_of(act(admin, f"people/{people.reza.id}/reset-link")) for _ in range(2))
    assert app.test_client().get(first, follow_redirects=True).status_code == 404
    assert use(app, second).status_code == 303


def test_for_somebody_disabled_there_is_none(app: Flask, admin: FlaskClient, people: People) -> None:
    done(admin, f"people/{people.reza.id}/active", active="0")
    assert "reset-link" not in admin.get(f"/staff/people/{people.reza.id}").text
    before = snapshot(app)
    response = act(admin, f"people/{people.reza.id}/reset-link")
    assert response.status_code == 422
    assert "غیرفعال است" in response.text
    assert snapshot(app) == before


def test_the_command_prints_one(app: Flask, people: People) -> None:
    result = app.test_cli_runner().invoke(args=["reset-link", "REZA@example.com"])
    assert result.exit_code == 0
    assert "HAMYAR_BASE_URL is not set" in result.stderr
    assert use(app, result.stdout.strip()).status_code == 303


@pytest.mark.parametrize("name", ["nobody", "", "mina"])
def test_the_command_makes_none_for_nobody_and_for_the_disabled(
    app: Flask, admin: FlaskClient, people: People, name: str
) -> None:
    done(admin, f"people/{people.mina.id}/active", active="0")
    result = app.test_cli_runner().invoke(args=["reset-link", name])
    assert result.exit_code == 1
    assert "Error: There is no account" in result.stderr
    assert "reset/" not in result.output
