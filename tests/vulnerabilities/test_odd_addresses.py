"""What a browser says of where it stands may be no address at all: no fault of ours, and no alarm to the operator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX, document, form_fields
from tests.logged import Logged
from tests.people import People

ODD = ("http://[", "https://[bad]/x", "http://a\u2100b/", "//[", "http://a:b:c/")


@pytest.mark.parametrize("odd", ODD)
def test_who_is_signed_out_is_sent_to_the_login_all_the_same(client: FlaskClient, odd: str, logged: Logged) -> None:
    said = odd.encode().decode("latin-1")
    shown = {**HTMX, "HX-Current-URL": said}
    answers = [client.get("/panel", headers=shown), client.post("/tickets/new", headers=shown)]
    answers.append(client.post("/tickets/new", headers={"Referer": said}))
    assert [answer.status_code for answer in answers] == [401, 401, 400]
    assert not logged.all("unexpected_error")


@pytest.mark.parametrize("odd", ODD)
def test_under_https_a_form_that_comes_from_no_address_is_refused(
    make_app: Callable[..., Flask], people: People, odd: str, logged: Logged
) -> None:
    client, said = make_app(HTTPS=True).test_client(), odd.encode().decode("latin-1")
    page = client.get("/login", base_url="https://localhost")
    typed = {"csrf_token": str(form_fields(document(page), "/login")["csrf_token"]), "username": "reza"}
    answer = client.post("/login", data=typed, base_url="https://localhost", headers={"Referer": said})
    assert answer.status_code == 400
    assert not logged.all("unexpected_error")
