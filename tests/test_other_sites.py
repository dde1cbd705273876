"""What the browser says to come from another site (Sec-Fetch-Site): links work, forms and embedded files do not."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from . import routes
from .browsing import HTMX, csrf_token
from .files import csv, png
from .people import People
from .tickets import attachment_ids, open_ticket, snapshot

LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


def fetch(site: str, mode: str, dest: str) -> dict[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}


@pytest.mark.parametrize("name", [None, "reza"])
def test_no_form_is_taken_even_with_a_good_token(
    app: Flask, people: People, client: FlaskClient, reza: FlaskClient, name: str | None
) -> None:
    browser = reza if name else client
    code = open_ticket(app, people.reza)
    typed = {"csrf_token": csrf_token(browser, "/no-such-page"), "body": "متن من", "status": "closed", "locale": "en"}
    before = snapshot(app)
    for rule in routes.rules(app, "POST"):
        for headers in (LINK, {"Sec-Fetch-Site": "cross-site"}, {**HTMX, **fetch("cross-site", "cors", "empty")}):
            response = browser.post(routes.address(rule, code=code), data=typed, headers=headers)
            assert response.status_code == 403, rule.rule
            assert "متن من" in response.text
    assert snapshot(app) == before


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none", ""])
def test_ones_own_forms_are(reza: FlaskClient, code: str, site: str) -> None:
    headers = {"Sec-Fetch-Site": site} if site else {}
    typed = {"csrf_token": csrf_token(reza, "/panel"), "status": "closed"}
    assert reza.post(f"/tickets/{code}/status", data=typed, headers=headers).status_code == 303


def test_a_link_in_a_mail_leads_to_any_page(app: Flask, people: People, client: FlaskClient, reza: FlaskClient) -> None:
    code = open_ticket(app, people.reza)
    for path in ("/", "/login", "/panel", "/tickets", f"/tickets/{code}", f"/tickets/{code}/info"):
        assert reza.get(path, headers=LINK).status_code in (200, 302), path
    assert client.get(f"/tickets/{code}", headers=LINK).location == f"/login?next=/tickets/{code}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (fetch("cross-site", "no-cors", "image"), 403),
        (fetch("cross-site", "no-cors", "script"), 403),
        (fetch("cross-site", "cors", "empty"), 403),
        (fetch("cross-site", "navigate", "iframe"), 403),
        (fetch("cross-site", "navigate", "embed"), 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        (LINK, 200),
        (fetch("none", "navigate", "document"), 200),
        (fetch("same-origin", "no-cors", "image"), 200),
        (fetch("same-site", "navigate", "document"), 200),
        ({}, 200),
    ],
)
def test_a_file_is_put_into_no_other_page(
    app: Flask, people: People, reza: FlaskClient, headers: dict[str, str], status: int
) -> None:
    files = {"عکس.png": png(), "فهرست.csv": csv()}
    for ident in attachment_ids(app, open_ticket(app, people.reza, files=files)):
        response = reza.get(f"/attachments/{ident}", headers=headers)
        assert response.status_code == status
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert ("Content-Disposition" in response.headers) is (status == 200)


def test_the_answer_is_the_same_for_a_file_that_does_not_exist(app: Flask, people: People, reza: FlaskClient) -> None:
    (ident,) = attachment_ids(app, open_ticket(app, people.reza, files={"1.csv": csv()}))
    headers = fetch("cross-site", "no-cors", "image")
    real, none = (reza.get(f"/attachments/{each}", headers=headers) for each in (ident, "A" * 22))
    assert (real.status_code, len(real.data)) == (none.status_code, len(none.data))
