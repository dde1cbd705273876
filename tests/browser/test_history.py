"""Address, title, Back and Forward: the frame stays, and still everything is where a browser says it is."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import reply
from .steps import SUBJECT, link, menu, title, until

PANEL, TICKETS = re.compile("/panel$"), re.compile("/tickets$")


def top(page: Page) -> int:
    return int(page.evaluate("Math.round(scrollY)"))


def test_the_address_and_the_title_follow_and_the_frame_stays(reza_page: Page, code: str) -> None:
    page = reza_page
    page.goto("/panel")
    page.evaluate("window.frameStays = true")
    menu(page, "مدیریت درخواست").click()
    expect(page).to_have_url(TICKETS)
    expect(page).to_have_title(re.compile("^مدیریت درخواست"))
    expect(menu(page, "مدیریت درخواست")).to_have_attribute("aria-current", "page")
    expect(menu(page, "پنل کاربری")).not_to_have_attribute("aria-current", "page")
    link(page, SUBJECT).click()
    expect(page).to_have_url(re.compile(f"/tickets/{code}$"))
    expect(page).to_have_title(re.compile(f"^{SUBJECT}"))
    page.go_back()
    expect(title(page)).to_have_text("مدیریت درخواست")
    expect(page).to_have_title(re.compile("^مدیریت درخواست"))
    expect(menu(page, "مدیریت درخواست")).to_have_attribute("aria-current", "page")
    page.go_back()
    expect(page).to_have_url(PANEL)
    expect(title(page)).to_contain_text("سلام")
    page.go_forward()
    expect(title(page)).to_have_text("مدیریت درخواست")
    page.go_forward()
    expect(title(page)).to_have_text(SUBJECT)
    assert page.evaluate("window.frameStays")


def test_back_returns_to_the_same_place_of_the_list(reza_page: Page, thirty: list[str]) -> None:
    page = reza_page
    page.goto("/tickets")
    row = page.get_by_role("link", name="درخواست شمارهٔ 9", exact=True)
    row.scroll_into_view_if_needed()
    before = top(page)
    assert before > 300
    row.click()
    expect(title(page)).to_have_text("درخواست شمارهٔ 9")
    page.go_back()
    expect(title(page)).to_have_text("مدیریت درخواست")
    until(page, "before => Math.abs(scrollY - before) < 3", before)
    page.go_forward()
    expect(title(page)).to_have_text("درخواست شمارهٔ 9")


def test_a_new_page_begins_at_its_top_and_a_conversation_at_its_end(
    app: Flask, reza_page: Page, people: People, code: str
) -> None:
    page = reza_page
    for number in range(15):
        reply(app, code, people.sara, f"پیام {number}\nو ادامهٔ آن\nتا چند سطر")
    page.goto(f"/tickets/{code}")
    expect(page.get_by_text("پیام 14")).to_be_in_viewport()
    page.goto("/tickets")
    page.get_by_role("link", name=SUBJECT).click()
    expect(page.get_by_text("پیام 14")).to_be_in_viewport()
    assert page.url.endswith(code)
    page.locator("#ticket-header").get_by_role("link", name="مدیریت درخواست").click()
    expect(title(page)).to_have_text("مدیریت درخواست")
    until(page, "() => scrollY === 0")
