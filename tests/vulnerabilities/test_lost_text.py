"""Text that a person loses because the site refused the form it was in.

The case T24: whatever turns a form away, what was typed is in the answer, and goes with the next sending.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests.browsing import csrf_token, document, send, text_of
from tests.forms import value_of
from tests.tickets import department

TEXT = "متنی که ساعت‌ها نوشته شده است\nو <b>نباید</b> گم شود"


def away() -> None:
    raise OperationalError("INSERT", {}, Exception("the database is away"))


def broken() -> None:
    raise RuntimeError


FAULTS: dict[str, Callable[[], Any]] = {
    "busy": lambda: abort(503),
    "too often": lambda: abort(429),
    "gone": lambda: abort(404),
    "forbidden": lambda: abort(403),
    "away": away,
    "broken": broken,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("endpoint", ["portal.create_ticket", "portal.reply"])
def test_an_error_gives_it_back(app: Flask, reza: FlaskClient, code: str, endpoint: str, fault: str) -> None:
    app.view_functions[endpoint] = lambda **_values: FAULTS[fault]()
    path = "/tickets/new" if endpoint == "portal.create_ticket" else f"/tickets/{code}/messages"
    page = document(send(reza, path, {"body": TEXT, "subject": "موضوع من"}))
    typed = [text_of(e) for e in page.iter("div") if "error-typed" in e.get("class", "").split()]
    assert typed == ["موضوع من", TEXT]


def test_a_form_out_of_date_gives_it_back(reza: FlaskClient, client: FlaskClient, code: str) -> None:
    stale = csrf_token(client, "/login")
    page = document(reza.post(f"/tickets/{code}/messages", data={"csrf_token": stale, "body": TEXT}))
    assert TEXT in [text_of(e) for e in page.iter("div") if "error-typed" in e.get("class", "").split()]


def test_a_form_with_a_mistake_keeps_it_in_its_field(app: Flask, reza: FlaskClient) -> None:
    response = send(reza, "/tickets/new", {"body": TEXT, "subject": "", "department": str(department(app))})
    assert response.status_code == 422
    assert value_of(response, "body") == TEXT


def test_a_password_is_never_given_back(app: Flask, client: FlaskClient) -> None:
    app.view_functions["account.login"] = broken
    response = send(client, "/login", {"username": "reza", "password": "رازِ من", "next": "/"})
    assert response.status_code == 500
    assert "رازِ من" not in response.text
