"""Every error is a page in the visitor's language, with a way on, and to htmx a fragment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from hamyar_support.extensions import db
from hamyar_support.storage import StorageError

from .browsing import HTMX, csrf_token, document, send, text_of

CODES = [400, 401, 403, 404, 405, 413, 422, 429, 500, 503]
PAGES = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])


def break_with(app: Flask, fault: Callable[[], Any]) -> FlaskClient:
    """A client for whom /guide does what `fault` does."""
    app.view_functions["public.guide"] = fault
    return app.test_client()


@PAGES
@pytest.mark.parametrize("code", CODES)
def test_each_has_a_page_of_its_own(app: Flask, code: int, headers: dict[str, str]) -> None:
    response = break_with(app, lambda: abort(code)).get("/guide", headers=headers)
    assert response.status_code == code
    assert ("<html" in response.text) is not bool(headers)
    page = document(response)
    title = text_of(page.find(".//h1"))
    assert title in response.text.partition("</title>")[0]
    assert any("\u0600" <= letter <= "\u06ff" for letter in title)
    assert {a.get("href") for a in page.iter("a")} & {"/", "/login"}


def test_no_two_say_the_same(app: Flask) -> None:
    pages = (break_with(app, lambda code=code: abort(code)).get("/guide") for code in CODES)  # type: ignore[misc]
    assert len({text_of(document(page).find(".//h1")) for page in pages}) == len(CODES)


def test_they_speak_english_too(client: FlaskClient) -> None:
    send(client, "/language", {"locale": "en"})
    assert text_of(document(client.get("/no-such-page")).find(".//h1")) == "This page was not found"


@pytest.mark.parametrize("code", [406, 409, 410, 414, 415, 418, 431])
def test_an_error_without_a_page_keeps_its_number(app: Flask, code: int) -> None:
    class Odd(HTTPException):
        pass

    Odd.code = code

    def fault() -> None:
        raise Odd

    response = break_with(app, fault).get("/guide")
    assert response.status_code == code
    assert "<h1" in response.text


@PAGES
def test_a_fault_of_ours_is_recorded_and_tells_nothing(
    app: Flask, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    def fault() -> None:
        raise ValueError("the secret inside")

    response = break_with(app, fault).get("/guide?__debugger__=yes", headers=headers)
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "the secret inside" in caplog.text
    assert app.test_client().get("/faq").status_code == 200


def test_without_a_database_the_page_of_the_error_still_comes(
    reza: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_given: Any, **_named: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("the database is away"))

    with monkeypatch.context() as patch:
        patch.setattr(db.session, "scalars", away)
        paths = ("/tickets", "/faq", "/no-such-page")
        responses = [reza.get(path, headers=headers) for path in paths for headers in ({}, HTMX)]
        stale = {"body": "متن نامه", "csrf_token": "old"}
        responses.append(reza.post("/tickets/new", data=stale))
        assert "متن نامه" in responses[-1].text
    for response in responses:
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert "the database is away" not in response.text
    assert reza.get("/tickets").status_code == 200


def test_without_its_storage_the_site_asks_to_try_again(app: Flask) -> None:
    def fault() -> None:
        raise StorageError("away")

    response = break_with(app, fault).get("/guide")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_a_method_not_taken_names_those_that_are(client: FlaskClient) -> None:
    response = client.post("/faq", data={"csrf_token": csrf_token(client, "/faq")})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_page_missed_is_written_as_text(client: FlaskClient) -> None:
    response = client.get("/<script>alert(1)</script>")
    assert response.status_code == 404
    assert "<script>alert" not in response.text
