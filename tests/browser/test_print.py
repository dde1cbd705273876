"""Printing a conversation: all of it is on the paper, and nothing of the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import MessageKind

from ..people import People
from ..tickets import reply, talk
from .steps import button, until

NOTE = "مشتری دو بار زنگ زده است."


@pytest.fixture
def long(app: Flask, people: People, code: str) -> str:
    """A conversation of three pages, with a note."""
    reply(app, code, people.sara, NOTE, kind=MessageKind.NOTE)
    talk(app, code, [people.reza, people.sara], 118)
    return code


def print_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".message")).to_have_count(50)
    count = "document.querySelectorAll('.message').length"
    page.evaluate(f"() => {{ window.print = () => (window.printed = {count}) }}")
    button(page, "چاپ گفتگو").click()
    until(page, "() => window.printed > 0")
    page.emulate_media(media="print")
    expect(page.get_by_text("پیام‌های قدیمی‌تر")).to_have_count(0)
    for part in (".nav", ".dock", ".button"):
        assert not any(element.is_visible() for element in page.locator(part).all())
    expect(page.locator(".message").first).to_be_visible()


def test_a_customer_prints_all_of_it(reza_page: Page, long: str) -> None:
    print_page(reza_page, f"/tickets/{long}")
    assert reza_page.evaluate("window.printed") == 119
    expect(reza_page.get_by_text(NOTE)).to_have_count(0)


def test_staff_print_it_with_the_notes_marked(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], long: str
) -> None:
    page = sign_in(open_page(), people.sara)
    print_page(page, f"/staff/tickets/{long}")
    assert page.evaluate("window.printed") == 120
    expect(page.locator("[data-note] .letter-note")).to_be_visible()


def test_a_line_that_fails_prints_nothing_by_itself(reza_page: Page, long: str, tolerated: list[str]) -> None:
    tolerated.append("status of 500")
    reza_page.goto(f"/tickets/{long}")
    reza_page.evaluate("() => { window.print = () => (window.printed = true) }")
    reza_page.route("**before=*", lambda route: route.fulfill(status=500))
    button(reza_page, "چاپ گفتگو").click()
    expect(reza_page.locator("#notice")).not_to_be_empty()
    reza_page.unroute("**before=*")
    reza_page.locator("#older-link").click()
    expect(reza_page.locator(".message")).to_have_count(100)
    assert not reza_page.evaluate("window.printed")
