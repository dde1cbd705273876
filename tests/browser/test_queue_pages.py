"""The pages of a long queue, by the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import open_many


def test_the_keys_lead_from_page_to_page(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]
) -> None:
    codes = open_many(app, people.reza, 30)
    page = sign_in(open_page(), people.sara)
    page.goto("/staff")
    for _ in range(26):
        page.keyboard.press("j")
    expect(page.get_by_role("link", name="صفحه بعد")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(f"#open-{codes[24]}")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".queue-row")).to_have_count(5)
    page.keyboard.press("j")
    expect(page.locator(f"#open-{codes[25]}")).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="صفحه قبل")).to_be_focused()
