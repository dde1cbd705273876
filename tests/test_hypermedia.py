"""What htmx says and is told."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import hypermedia

from .addresses import AWAY
from .browsing import HTMX, htmx


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        (HTMX, True),
        ({"HX-Request": "true"}, False),
        # htmx asks for the whole page when it goes back in the history.
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request-Type": "nonsense"}, False),
    ],
)
def test_only_a_partial_request_gets_a_fragment(app: Flask, headers: dict[str, str], fragment: bool) -> None:
    with app.test_request_context(headers=headers):
        assert hypermedia.wants_fragment() is fragment
    page = app.test_client().get("/faq", headers=headers).text
    assert page.startswith("<!doctype html>") is not fragment


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("div#live", "live"),
        ("DIV#ticket-list", "ticket-list"),
        ("hx-thing#a_b-1", "a_b-1"),
        ("div", ""),
        ("#live", ""),
        ("div#", ""),
        ("div#a b", ""),
        ("div#<script>", ""),
        ("", ""),
    ],
)
def test_the_target_is_the_id_behind_the_hash(app: Flask, header: str, target: str) -> None:
    with app.test_request_context(headers={**HTMX, "HX-Target": header}):
        assert hypermedia.target() == target
    with app.test_request_context(headers={"HX-Target": header}):
        assert hypermedia.target() == ""


def test_a_target_without_a_piece_of_its_own_gets_the_whole_fragment(client: FlaskClient) -> None:
    texts = {client.get("/faq", headers=htmx(target)).text.count("<title>") for target in ("main#main", "div#nothing")}
    assert texts == {1}
    assert "<title>" not in client.get("/faq", headers=htmx("div#faq-results")).text


def test_a_fragment_brings_the_frame_up_to_date(reza: FlaskClient) -> None:
    text = reza.get("/faq", headers=HTMX).text
    assert '<hx-partial hx-target="#flash">' in text
    assert '<hx-partial hx-target="#nav" hx-swap="outerHTML"><header id="nav"' in text


@pytest.mark.parametrize("address", ["/", "/tickets", "/tickets?status=closed&q=a", "/a/b#c", "/%2f/x", "/?next=//x"])
def test_a_path_of_this_site_is_taken_as_it_is(address: str) -> None:
    assert hypermedia.local_path(address) == address


@pytest.mark.parametrize("address", [*AWAY, "", None])
def test_an_address_that_a_browser_might_take_elsewhere_is_none(address: str | None) -> None:
    assert hypermedia.local_path(address) is None


POLL = {"HX-Request": "true", "HX-Current-URL": "http://localhost/tickets/1"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "shown"),
    [
        ("GET", "/tickets?q=a", {}, "/tickets?q=a"),
        ("GET", "/tickets?", {}, "/tickets"),
        (
            "GET",
            "/tickets/1?since=2",
            {"HX-Request": "true", "HX-Current-URL": "http://localhost/tickets/1"},
            "/tickets/1",
        ),
        ("POST", "/tickets/1/messages", {"Referer": "http://localhost/tickets/1"}, "/tickets/1"),
        ("POST", "/tickets/1/messages", {"Referer": "https://evil.example/tickets/1"}, ""),
        ("POST", "/tickets/1/messages", {}, ""),
    ],
)
def test_the_page_that_one_looks_at_is_not_always_what_was_asked_for(
    app: Flask, method: str, path: str, headers: dict[str, str], shown: str
) -> None:
    with app.test_request_context(path, method=method, headers=headers):
        assert hypermedia.current_path() == shown


def test_a_plain_write_is_sent_on_and_htmx_gets_what_changed(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        response = hypermedia.go("/faq")
        assert (response.status_code, response.location) == (303, "/faq")
    with app.test_request_context(method="POST", headers=HTMX):
        assert hypermedia.go("/faq").status_code == 303
        framed = hypermedia.go("/faq", frame=True)
        assert (framed.status_code, framed.headers["HX-Redirect"]) == (200, "/faq")
        ended = hypermedia.unauthorized("/login")
        assert (ended.status_code, ended.headers["HX-Redirect"]) == (401, "/login")
        assert hypermedia.unchanged().status_code == 204
