"""Fixtures of the tests in Chromium: the site on a port, and pages that complain by themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from .. import chromium, live
from ..people import PASSWORD, Person

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


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
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own: `open_page(viewport=PHONE, java_script_enabled=False)`.

    Any console error, uncaught exception, CSP report or request to another host fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # A refused form (422) is the page at work; Chromium reports it as an error all the same.
        if message.type == "error" and "status of 422" not in message.text:
            faults.append(f"console: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            faults.append(f"request to {request.url}")

    def open_one(**settings: Any) -> Page:
        settings = {"viewport": WIDE, "locale": "fa-IR", "base_url": site, "reduced_motion": "reduce", **settings}
        context = browser.new_context(**settings)
        context.set_default_timeout(5000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: faults.append(f"exception: {error}"))
        page.on("request", on_request)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page 1280 pixels wide."""
    return open_page()


@pytest.fixture
def sign_in() -> Callable[[Page, Person], None]:
    """Signs a person in through the form: `sign_in(page, people.reza)`."""

    def sign_in_as(page: Page, person: Person) -> None:
        page.goto("/login")
        page.fill("[name=username]", person.username)
        page.fill("[name=password]", PASSWORD)
        page.click("main [type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)

    return sign_in_as
