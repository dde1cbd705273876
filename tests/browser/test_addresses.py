"""What a list shows is in its address: filter, search and page."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from ..questions import ask
from .steps import link

TICKETS = re.compile("/tickets$")


def test_filter_and_search_are_in_the_address(reza_page: Page, thirty: list[str]) -> None:
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


def test_back_takes_a_filter_away_again(reza_page: Page, thirty: list[str]) -> None:
    page = reza_page
    page.goto("/tickets")
    page.locator("#filter-closed").click()
    expect(page.locator(".ticket-row")).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(TICKETS)
    expect(page.locator("#filter-all")).to_have_attribute("aria-current", "true")
    expect(page.locator(".ticket-row").nth(5)).to_be_visible()


def test_older_pages_of_the_list_have_addresses(reza_page: Page, thirty: list[str]) -> None:
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
