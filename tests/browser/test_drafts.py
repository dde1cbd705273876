"""What is being typed is there again after a look elsewhere, and leaving the site asks first."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page, expect

from ..tickets import department
from .steps import BODY, FILE_NAME, SUBJECT, button, choose_files, file_of, fill_request, menu, title

TEXT = "هنوز درست نشده است."


def test_a_request_begun_is_there_again_after_a_look_elsewhere(app: Flask, reza_page: Page) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    choose_files(reza_page, file_of())
    menu(reza_page, "پرسش و پاسخ‌های رایج").click()
    expect(title(reza_page)).to_have_text("پرسش و پاسخ‌های رایج")
    menu(reza_page, "ارسال درخواست").click()
    expect(reza_page.get_by_label("موضوع *")).to_have_value(SUBJECT)
    expect(reza_page.get_by_label("پیام *")).to_have_value(BODY)
    expect(reza_page.get_by_role("radio", name="بالا")).to_be_checked()
    expect(reza_page.locator("[data-chosen] > li")).to_contain_text(FILE_NAME)
    button(reza_page, "ارسال").click()
    expect(title(reza_page)).to_have_text(SUBJECT)
    expect(reza_page.get_by_role("link", name=FILE_NAME)).to_be_visible()
    menu(reza_page, "ارسال درخواست").click()
    expect(reza_page.get_by_label("موضوع *")).to_have_value("")


def test_leaving_the_site_with_unsent_text_asks_first(app: Flask, reza_page: Page) -> None:
    department(app)
    asked: list[str] = []
    reza_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reza_page.goto("/tickets/new")
    reza_page.get_by_label("موضوع *").press_sequentially("چاپگر")
    reza_page.goto("/faq")
    assert asked == ["beforeunload"]
    reza_page.goto("/tickets/new")
    reza_page.goto("/faq")
    assert asked == ["beforeunload"]
