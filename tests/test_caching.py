"""What may be kept, by whom: files of the site for good, all else never."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .browsing import HTMX, document, htmx, login
from .people import People
from .test_security_headers import answers


@pytest.mark.parametrize("username", ["reza", "sara"])
def test_nothing_private_is_kept_by_any_cache(app: Flask, people: People, username: str) -> None:
    for response in answers(app, people, login(app.test_client(), username)):
        if not response.request.path.startswith("/static/"):
            assert "no-store" in response.headers["Cache-Control"], response.request.path


def test_no_cache_confuses_a_page_with_its_fragment(client: FlaskClient, reza: FlaskClient) -> None:
    for path in ("/", "/faq", "/guide", "/login", "/no-such-page"):
        for headers in ({}, HTMX, htmx("div#faq-results")):
            assert {"HX-Request-Type", "HX-Target", "Cookie"} <= set(client.get(path, headers=headers).vary), path
    assert {"HX-Request-Type", "HX-Target", "Cookie"} <= set(reza.get("/tickets").vary)


def test_files_of_the_site_may_be_kept_for_good(client: FlaskClient) -> None:
    page = document(client.get("/guide"))
    addresses = [e.get("href") for e in page.iter("link")] + [e.get("src") for e in page.iter("script")]
    assert len(addresses) >= 8
    for address in addresses:
        response = client.get(address, buffered=True)
        assert response.status_code == 200, address
        assert "max-age=31536000" in response.headers["Cache-Control"], address
        assert "Set-Cookie" not in response.headers, address
