"""Fixtures of the tests in Chromium: the site on a port, and pages that complain by themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from hamyar_support.models.words import Status

from .. import chromium, live
from ..browsing import signed_in
from ..people import People, Person
from ..tickets import department, move, open_ticket
from .steps import PATIENCE_MS, fill_request

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# A machine may be busy; whatever is awaited longer is not coming.
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if chromium.program() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed, and CI tests in it")
        pytest.skip("Chromium is not installed")
    with chromium.launched() as launched:
        yield launched


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running site, without a slash at its end."""
    with live.served(app) as address:
        yield address


@pytest.fixture
def tolerated() -> list[str]:
    """Parts of console errors that the test provokes: `tolerated.append("status of 500")`."""
    # A refused form is the page at work; Chromium reports it as an error all the same.
    return ["status of 422"]


@pytest.fixture
def open_page(browser: Browser, site: str, tolerated: list[str]) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own: `open_page(viewport=PHONE, java_script_enabled=False)`.

    Any console error, uncaught exception, CSP report or request to another host fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(part in message.text for part in tolerated):
            faults.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            faults.append(f"request to {request.url}")

    def watch(page: Page) -> None:
        page.on("console", on_console)
        page.on("pageerror", lambda error: faults.append(f"exception: {error}"))
        page.on("request", on_request)

    def open_one(**settings: Any) -> Page:
        settings = {"viewport": WIDE, "locale": "fa-IR", "base_url": site, "reduced_motion": "reduce", **settings}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page 1280 pixels wide."""
    return open_page()


@pytest.fixture
def sign_in(app: Flask, site: str) -> Callable[[Page, Person], Page]:
    """Signs a person in without the form, and gives the page back: `sign_in(page, people.reza)`."""

    def sign_in_as(page: Page, person: Person) -> Page:
        cookie = signed_in(app, person).get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return page

    return sign_in_as


@pytest.fixture
def reza_page(page: Page, people: People, sign_in: Callable[[Page, Person], Page]) -> Page:
    """The page of رضا, 1280 pixels wide, signed in."""
    return sign_in(page, people.reza)


@pytest.fixture
def request_form(app: Flask, reza_page: Page) -> Page:
    """The page of a new request of رضا, filled in but for files."""
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    return reza_page


@pytest.fixture
def thirty(app: Flask, people: People) -> list[str]:
    """The codes of thirty tickets of رضا, the first of them closed: more than a page of the list holds."""
    codes = [open_ticket(app, people.reza, f"درخواست شمارهٔ {number}") for number in range(30)]
    move(app, codes[0], people.reza, Status.CLOSED)
    return codes
