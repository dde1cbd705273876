"""Reports in Chromium: they change in place, keep the place one is at, and need no scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import utc_now
from tests.days import request
from tests.people import People, Person

Open = Callable[..., Page]
SignIn = Callable[[Page, Person], None]


def a_few_requests(app: Flask, people: People) -> None:
    for days in (3, 3, 20):
        request(app, people.reza, people.sara, utc_now() - timedelta(days=days))


def test_a_report_changes_in_place(app: Flask, page: Page, people: People, sign_in: SignIn) -> None:
    a_few_requests(app, people)
    sign_in(page, people.sara)
    page.goto("/staff")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="گزارش‌ها").click()
    received = page.locator(".figure-value").first
    expect(received).to_have_text("۳")
    # The style sheet is there though only a part of the page was loaded.
    assert page.locator(".report-panels").evaluate("e => getComputedStyle(e).display") == "grid"
    page.get_by_role("link", name="۷ روز گذشته").click()
    expect(received).to_have_text("۲")
    expect(page.get_by_role("link", name="۷ روز گذشته")).to_be_focused()
    page.get_by_role("combobox", name="پشتیبان").select_option("sara")
    expect(page.get_by_role("heading", name="نه درخواستی رسید و نه درخواستی بسته شد")).to_be_visible()
    page.go_back()
    expect(received).to_have_text("۲")
    assert page.evaluate("window.stayed")


def test_a_wrong_day_is_told_and_what_was_typed_stays(app: Flask, page: Page, people: People, sign_in: SignIn) -> None:
    a_few_requests(app, people)
    sign_in(page, people.sara)
    page.goto("/staff/reports")
    page.get_by_label("از روز").fill("1405/13/1")
    page.get_by_label("از روز").press("Enter")
    expect(page.locator(".field-error")).to_have_text("روز را مانند ۱۴۰۵/۰۸/۱۲ بنویسید.")
    expect(page.get_by_label("از روز")).to_have_value("1405/13/1")
    page.get_by_label("از روز").fill("")
    page.get_by_role("button", name="نمایش").click()
    expect(page.locator(".figure-value").first).to_have_text("۳")


def test_it_works_without_scripts(app: Flask, open_page: Open, people: People, sign_in: SignIn) -> None:
    a_few_requests(app, people)
    page = open_page(java_script_enabled=False)
    sign_in(page, people.sara)
    page.goto("/staff/reports")
    page.get_by_role("link", name="۷ روز گذشته").click()
    expect(page.locator(".figure-value").first).to_have_text("۲")
    page.get_by_text("عددها در جدول").first.click()
    expect(page.get_by_role("table", name="دریافتی و بسته‌شده در هر روز")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV برای اکسل").click()
    assert download.value.suggested_filename.endswith(".csv")


def test_no_chart_is_wider_than_a_narrow_phone(app: Flask, open_page: Open, people: People, sign_in: SignIn) -> None:
    a_few_requests(app, people)
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, people.sara)
    page.goto("/staff/reports")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
