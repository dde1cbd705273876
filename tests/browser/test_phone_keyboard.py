"""A phone whose keyboard takes half of the screen: what is typed has the other half to itself."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import department
from .conftest import PHONE


def test_the_tabs_make_room_while_one_types_above_the_keyboard(
    app: Flask, open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People
) -> None:
    department(app)
    page = sign_in(open_page(viewport=PHONE, has_touch=True), people.reza)
    page.goto("/tickets/new")
    tabs, message = page.locator(".nav-items"), page.get_by_label("پیام *")
    message.focus()
    expect(tabs).to_be_visible()
    page.set_viewport_size({"width": PHONE["width"], "height": 480})
    expect(tabs).to_be_hidden()
    message.blur()
    expect(tabs).to_be_visible()
