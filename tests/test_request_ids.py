"""Every answer has an id, which its lines in the log and the page of an error carry too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from .browsing import HTMX, document, text_of

ID = re.compile(r"[0-9a-f]{16}")
PROXY = {"X-Request-ID": "from-the-proxy_1"}


def test_no_two_answers_have_the_same(client: FlaskClient) -> None:
    given = [client.get(path).headers["X-Request-ID"] for path in ("/", "/", "/no-such-page", "/tickets", "/healthz")]
    assert all(ID.fullmatch(each) for each in given)
    assert len(set(given)) == 5


def test_a_visitor_cannot_choose_it(client: FlaskClient) -> None:
    assert ID.fullmatch(client.get("/", headers=PROXY).headers["X-Request-ID"])


@pytest.mark.parametrize(
    ("named", "taken"), [("from-the-proxy_1", True), ("a b", False), ("x" * 65, False), ("x", False)]
)
def test_a_trusted_proxy_can(make_app: Callable[..., Flask], named: str, taken: bool) -> None:
    client = make_app(TRUSTED_PROXIES=1).test_client()
    given = client.get("/healthz", headers={"X-Request-ID": named}).headers["X-Request-ID"]
    assert (given == named) is taken


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("code", [400, 403, 413, 429, 500, 503])
def test_the_page_of_an_error_shows_it_to_copy(app: Flask, code: int, headers: dict[str, str]) -> None:
    app.view_functions["public.guide"] = lambda: abort(code)
    response = app.test_client().get("/guide", headers=headers)
    given = response.headers["X-Request-ID"]
    page = document(response)
    assert text_of(page.find(".//bdi[@class='code error-id']")) == given
    assert page.find(f".//button[@data-copy='{given}']") is not None
    assert "کد پیگیری خطا" in response.text


def test_what_is_not_there_shows_none(client: FlaskClient) -> None:
    response = client.get("/no-such-page")
    assert response.headers["X-Request-ID"] not in response.text
