"""Address, title, Back and Forward: the frame stays, and still everything is where a browser says it is."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import Status

from ..people import People
from ..questions import ask
from ..tickets import move, open_ticket, reply
from .steps import SUBJECT, link, menu, title

PANEL, TICKETS = re.compile("/panel$"), re.compile("/tickets$")


@pytest.fixture
def many(app: Flask, people: People) -> list[str]:
    """The codes of thirty tickets of رضا, the first one closed."""
    codes = [open_ticket(app, people.reza, f"درخواست شمارهٔ {number}") for number in range(30)]
    move(app, codes[0], people.reza, Status.CLOSED)
    return codes


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


def test_back_returns_to_the_same_place_of_the_list(reza_page: Page, many: list[str]) -> None:
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
    page.wait_for_function("before => Math.abs(scrollY - before) < 3", arg=before)
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
    page.wait_for_function("scrollY === 0")


def test_filter_and_search_are_in_the_address(reza_page: Page, many: list[str]) -> None:
    page = reza_page
    page.goto("/tickets")
    page.evaluate("window.pageStays = true")
    page.locator("#filter-closed").click()
    expect(page).to_have_url(re.compile("status=closed"))
    expect(page.locator(".ticket-row")).to_have_count(1)
    page.get_by_label("جستجو در موضوع").fill("شمارهٔ 0")
    expect(page).to_have_url(re.compile("q=.*status=closed|status=closed.*q="))
    expect(page.locator(".ticket-row")).to_have_count(1)
    address = page.url
    assert page.evaluate("window.pageStays")
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_label("جستجو در موضوع")).to_have_value("شمارهٔ 0")
    expect(page.locator("#filter-closed")).to_have_attribute("aria-current", "true")
    page.get_by_label("جستجو در موضوع").fill("")
    expect(page).to_have_url(re.compile(r"/tickets\?status=closed$"))
    page.locator("#filter-all").click()
    expect(page).to_have_url(TICKETS)


def test_back_takes_a_filter_away_again(reza_page: Page, many: list[str]) -> None:
    page = reza_page
    page.goto("/tickets")
    page.locator("#filter-closed").click()
    expect(page.locator(".ticket-row")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(TICKETS)
    expect(page.locator("#filter-all")).to_have_attribute("aria-current", "true")
    expect(page.locator(".ticket-row").nth(5)).to_be_visible()


def test_older_pages_of_the_list_have_addresses(reza_page: Page, many: list[str]) -> None:
    page = reza_page
    page.goto("/tickets")
    link(page, "قدیمی‌تر").click()
    expect(page).to_have_url(re.compile("page="))
    expect(page.get_by_role("link", name="درخواست شمارهٔ 1", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="درخواست شمارهٔ 1", exact=True)).to_be_visible()
    link(page, "تازه‌تر").click()
    expect(page.get_by_role("link", name="درخواست شمارهٔ 29", exact=True)).to_be_visible()


def test_the_search_of_the_questions_is_in_the_address(app: Flask, page: Page) -> None:
    ask(app, "رمز عبورم را فراموش کرده‌ام؛ چه کنم؟")
    ask(app, "ساعت کاری پشتیبانی چیست؟")
    page.goto("/faq")
    page.get_by_label("جستجو در پرسش‌ها").fill("ساعت")
    expect(page.get_by_text("رمز عبورم را")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/faq\?q="))
    page.reload()
    expect(page.get_by_label("جستجو در پرسش‌ها")).to_have_value("ساعت")
    expect(page.get_by_text("رمز عبورم را")).to_be_hidden()
