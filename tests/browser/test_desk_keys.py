"""The keys of a ticket's page at the desk, from one text to the next thing to do."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import events
from .steps import composer, expect_status, open_ticket_page


def test_escape_leaves_the_text_so_that_keys_work_again(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    page = sign_in(open_page(), people.sara)
    open_ticket_page(page, code, staff=True)
    page.keyboard.press("r")
    page.keyboard.type("سلام")
    page.keyboard.press("Control+Enter")
    expect_status(page, "پاسخ داده شده")
    page.keyboard.type("نیمه‌کاره")
    page.keyboard.press("Escape")
    expect(composer(page)).not_to_be_focused()
    page.keyboard.press("c")
    expect_status(page, "بسته شده")
    expect(composer(page)).to_have_value("نیمه‌کاره")
    assert [kind for kind, _, _ in events(app, code)] == ["status", "status"]
    page.keyboard.press("r")
    expect(composer(page)).to_be_focused()


def test_where_single_keys_are_off_escape_stays_in_the_text(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    page = sign_in(open_page(), people.sara)
    open_ticket_page(page, code, staff=True)
    page.keyboard.press("?")
    with page.expect_response("**/staff/keys"):
        page.get_by_label("کلیدهای تکی").uncheck()
    page.keyboard.press("Escape")
    composer(page).focus()
    page.keyboard.press("Escape")
    expect(composer(page)).to_be_focused()
