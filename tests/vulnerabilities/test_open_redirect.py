"""A way from our address to another site.

RT CVE-2022-25803, pitfall F8 of every log-in with a `next`.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX, csrf_token, send
from tests.people import PASSWORD, People

AWAY = (
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "HTTP://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "@evil.example",
    "evil.example",
    "//evil.example\\@localhost",
    "//localhost@evil.example",
    "/.evil.example/..//evil.example",
    "?next=//evil.example",
    "//[::1",
    "/x\r\nLocation: //evil.example",
    "//evil。example",
    "/\u2028/evil.example",
    "\u0000//evil.example",
)


def leads_home(location: str | None) -> bool:
    """Whether a browser at our address that follows `location` stays there."""
    if location is None:
        return True
    as_browsers_read = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "")
    parts = urlsplit(as_browsers_read)
    return not parts.scheme and not parts.netloc and not as_browsers_read.startswith("//") and location.isascii()


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_logging_in_leads_nowhere_else(app: Flask, people: People, headers: dict[str, str] | None) -> None:
    for address in AWAY:
        client = app.test_client()
        typed = {"username": "reza", "password": PASSWORD, "next": address}
        response = send(client, "/login", typed, headers)
        for name in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url"):
            assert leads_home(response.headers.get(name)), (address, response.headers.get(name))
        # Signed in already, the address of the log-in is as harmless.
        again = client.get("/login", query_string={"next": address.replace("\x00", "")})
        assert leads_home(again.headers.get("Location")), address


def test_the_choice_of_a_language_leads_nowhere_else(client: FlaskClient) -> None:
    for address in AWAY:
        token = csrf_token(client, "/faq")
        for headers in ({}, HTMX, {"Referer": f"http://evil.example/{quote(address)}"}):
            typed = {"csrf_token": token, "locale": "fa", "next": address}
            response = client.post("/language", data=typed, headers=headers)
            for name in ("Location", "HX-Redirect"):
                assert leads_home(response.headers.get(name)), address


def test_no_page_of_another_site_is_kept_as_the_place_to_go_back_to(client: FlaskClient) -> None:
    for current in (
        "http://evil.example/x",
        "//evil.example/x",
        "javascript:alert(1)",
        "http://localhost//evil.example",
    ):
        for headers in ({**HTMX, "HX-Current-URL": current}, {"Referer": current, "HX-Request": "true"}):
            response = client.get("/panel", headers=headers)
            location = response.headers.get("HX-Redirect", response.headers.get("Location", ""))
            assert leads_home(location)
            follow = client.get(location)
            assert "evil.example/x" not in follow.text or 'href="//evil' not in follow.text
