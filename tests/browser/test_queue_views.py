"""Views of the queue: saved ones, for oneself and for the team; filters; and all of it with scripts off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import Status

from ..desk import FINANCE, open_tickets, statuses
from ..people import People
from .conftest import PHONE, WIDE
from .steps import button, title

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "scripts-off"])
VIEW = "مالی‌ها"


@pytest.fixture
def codes(app: Flask, people: People) -> list[str]:
    return open_tickets(app, people.reza, 3, department=FINANCE) + open_tickets(app, people.reza, 2)


@pytest.fixture
def sara_at(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the queue as سارا: `sara_at(viewport=PHONE)`."""

    def open_queue(**settings: object) -> Page:
        page = sign_in(open_page(**settings), people.sara)
        page.goto("/staff")
        return page

    return open_queue


@SCRIPTS
def test_a_filter_becomes_a_view_of_the_team(
    open_page: Callable[..., Page],
    sign_in: Callable[..., Page],
    people: People,
    sara_at: Callable[..., Page],
    codes: list[str],
    scripts: bool,
) -> None:
    page = sara_at(viewport=WIDE, java_script_enabled=scripts)
    page.get_by_label("دپارتمان").first.select_option(label=FINANCE)
    if not scripts:
        button(page, "جستجو").click()
    expect(page).to_have_url(re.compile("department="))
    expect(page.locator(".queue-row")).to_have_count(3)
    page.locator("summary", has_text="ذخیره این نما").click()
    page.get_by_label("نام نما").fill(VIEW)
    page.get_by_label("برای همه تیم").check()
    button(page, "ذخیره").click()
    expect(title(page)).to_have_text(VIEW)
    saved = page.get_by_role("navigation", name="نماها").get_by_role("link", name=VIEW)
    expect(saved).to_have_attribute("aria-current", "page")
    expect(saved).to_contain_text("۳")
    other = sign_in(open_page(), people.admin)
    other.goto("/staff")
    other.get_by_role("link", name=VIEW).click()
    expect(other.locator(".queue-row")).to_have_count(3)
    expect(button(other, "حذف این نما")).to_have_count(0)
    button(page, "حذف این نما").click()
    expect(saved).to_have_count(0)


def test_a_view_needs_a_name(sara_at: Callable[..., Page], codes: list[str]) -> None:
    page = sara_at(java_script_enabled=False)
    page.goto("/staff?priority=high")
    page.locator("summary", has_text="ذخیره این نما").click()
    page.get_by_label("نام نما").fill(" ")
    button(page, "ذخیره").click()
    expect(page.get_by_text("برای این نما نامی بنویسید.")).to_be_visible()
    expect(page.locator("#filter-priority")).to_have_value("high")


def test_many_are_changed_and_taken_back_with_scripts_off(
    app: Flask, sara_at: Callable[..., Page], codes: list[str]
) -> None:
    page = sara_at(java_script_enabled=False)
    for code in codes[:2]:
        page.locator(f"#pick-{code}").check()
    page.locator("#bulk-form").get_by_label("وضعیت").select_option("closed")
    page.locator("#bulk-form").get_by_role("button", name="اعمال").click()
    expect(page.locator("#flash")).to_contain_text("۲ درخواست تغییر کرد (وضعیت: بسته شده).")
    assert statuses(app, codes[:2]) == [Status.CLOSED] * 2
    page.locator("#flash").get_by_role("button", name="برگرداندن").click()
    expect(page.locator("#flash")).to_contain_text("۲ درخواست به حالت قبل برگشت.")
    assert statuses(app, codes) == [Status.OPEN] * 5


def test_a_phone_folds_the_filters_and_counts_them(sara_at: Callable[..., Page], codes: list[str]) -> None:
    page = sara_at(viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator("#filter-department")).to_be_hidden()
    page.locator(".queue-more summary").tap()
    page.locator("#filter-department").select_option(label=FINANCE)
    expect(page.locator("#filter-count")).to_have_text("۱")
    page.get_by_label("از (روز)").fill("1405/13/1")
    page.get_by_label("تا (روز)").focus()
    expect(page.locator("#queue-days")).to_contain_text("روز را مانند ۱۴۰۵/۰۸/۱۲ بنویسید.")
    expect(page.locator("#filter-count")).to_have_text("۲")
    expect(page.get_by_label("تا (روز)")).to_be_focused()
    expect(page.locator(".queue-row")).to_have_count(3)
