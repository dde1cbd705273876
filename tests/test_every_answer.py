"""What holds of every answer, beside its headers: its letters are named, and whoever is signed in can leave."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .browsing import csrf_token, document, login
from .people import People
from .test_security_headers import answers


@pytest.mark.parametrize("username", ["reza", "sara"])
def test_text_names_its_letters_and_every_page_has_the_way_out(app: Flask, people: People, username: str) -> None:
    pages = 0
    for response in answers(app, people, login(app.test_client(), username)):
        if (response.content_type or "").startswith(("text/html", "text/plain")):
            assert response.content_type.endswith("; charset=utf-8"), response.request.path
        if response.status_code == 200 and "<html" in response.text:
            pages += 1
            assert "/logout" in [form.get("action") for form in document(response).iter("form")], response.request.path
    assert pages >= 10


def test_the_cookie_stays_small_however_much_waits_to_be_said(reza: FlaskClient) -> None:
    form = {"csrf_token": csrf_token(reza, "/no-such-page"), "full_name": "ﷺ" * 100, "mobile": "", "locale": "fa"}
    sent = [reza.post("/profile", data=form) for _ in range(40)]
    assert {response.status_code for response in sent} == {303}
    assert max(len(cookie) for response in sent for cookie in response.headers.getlist("Set-Cookie")) < 4096
