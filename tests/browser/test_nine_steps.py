"""The guide's nine steps, as a customer takes them: on a wide screen, on a phone, and with scripts off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.persian import to_persian_digits

from ..people import PASSWORD, People
from ..questions import ask
from ..tickets import department, reply
from . import steps
from .conftest import PHONE, WIDE
from .steps import FILE_NAME, SUBJECT, button, composer, expect_status, link, menu, title

VISITORS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "scripts-off": {"viewport": WIDE, "java_script_enabled": False},
}


@pytest.mark.parametrize("settings", VISITORS.values(), ids=VISITORS)
def test_the_nine_steps(app: Flask, people: People, open_page: Callable[..., Page], settings: dict[str, Any]) -> None:
    page, scripts = open_page(**settings), settings.get("java_script_enabled", True)
    department(app)
    ask(app, "رمز عبورم را فراموش کرده‌ام؛ چه کنم؟", "از بخش فنی بخواهید.")
    ask(app, "ساعت کاری پشتیبانی چیست؟", "هر روز.")
    page.goto("/")
    link(page, "وارد شوید").click()  # step 1
    _log_in_without_account(page)  # step 2
    steps.register(page)  # step 3
    expect(page).to_have_url(re.compile("/panel$"))  # step 4
    expect(title(page)).to_contain_text("نسرین ایرانی")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("مدیریت درخواست"))).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=re.compile("^ارسال درخواست")).click()
    _send_request(page)  # step 5
    code = page.url.rpartition("/")[2]
    page.locator("#ticket-header").get_by_role("link", name="مدیریت درخواست").click()  # step 6
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=SUBJECT))
    expect(row).to_contain_text("در انتظار پاسخ")
    expect(row).to_contain_text("پشتیبانی فنی")
    page.get_by_role("link", name=SUBJECT).click()  # step 7
    _talk(app, page, people, code, scripts)
    _look_at_information(page, code, scripts)  # step 8
    _leave(page)  # step 9


def _log_in_without_account(page: Page) -> None:
    page.get_by_label("نام کاربری *").fill("nasrin")
    page.get_by_label("رمز عبور *").fill(PASSWORD)
    button(page, "ورود").click()
    expect(page.get_by_text("نام کاربری یا رمز عبور درست نیست.")).to_be_visible()
    expect(link(page, "ایجاد حساب کاربری")).to_be_visible()
    page.locator(".blue-box").get_by_role("link", name="ثبت نام کنید").click()


def _send_request(page: Page) -> None:
    expect(page).to_have_url(re.compile("/tickets/new$"))
    steps.fill_request(page)
    steps.choose_files(page, steps.file_of())
    button(page, "ارسال").click()
    expect(page).to_have_url(re.compile(r"/tickets/\d{8}$"))
    expect(title(page)).to_have_text(SUBJECT)
    expect(page.get_by_role("status").first).to_contain_text("درخواست شما ارسال شد")
    expect(page.get_by_role("link", name="https://example.com/printers")).to_be_visible()


def _talk(app: Flask, page: Page, people: People, code: str, scripts: bool) -> None:
    expect_status(page, "در انتظار پاسخ")
    with page.expect_download() as download:
        page.get_by_role("link", name=FILE_NAME).click()
    assert download.value.suggested_filename == FILE_NAME
    reply(app, code, people.sara, "کابل چاپگر را جدا و دوباره وصل کنید.")
    page.reload()
    expect(page.get_by_role("heading", name="سارا احمدی")).to_be_visible()
    expect_status(page, "پاسخ داده شده")
    page.evaluate("window.pageStays = true")
    composer(page).fill("درست نشد.")
    button(page, "ارسال").click()
    expect(page.locator(".letter-text", has_text="درست نشد.")).to_be_visible()
    expect(composer(page)).to_have_value("")
    expect_status(page, "در انتظار پاسخ")
    button(page, "بستن درخواست").click()
    expect_status(page, "بسته شده")
    button(page, "باز کردن درخواست").click()
    expect_status(page, "در انتظار پاسخ")
    assert page.evaluate("Boolean(window.pageStays)") is scripts, "in place with scripts, a new page without"


def _look_at_information(page: Page, code: str, scripts: bool) -> None:
    page.get_by_text("اطلاعات درخواست").click()
    information = page.locator("#ticket-info")
    for name in ("تاریخ ارسال", "کد درخواست", "وضعیت", "دپارتمان", "اولویت", "پشتیبان مسئول"):
        expect(information.get_by_text(name, exact=True)).to_be_visible()
    expect(information).to_contain_text(to_persian_digits(code))
    if not scripts:
        return
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    information.get_by_role("button", name="کپی").click()
    expect(information.get_by_role("button", name="کپی شد")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == code


def _leave(page: Page) -> None:
    page.locator("#ticket-header").get_by_role("link", name="مدیریت درخواست").click()
    expect(title(page)).to_have_text("مدیریت درخواست")
    menu(page, "پرسش و پاسخ‌های رایج").click()
    page.get_by_label("جستجو در پرسش‌ها").fill("رمز عبور")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ساعت کاری پشتیبانی چیست؟")).to_be_hidden()
    page.get_by_text("رمز عبورم را فراموش کرده‌ام؛ چه کنم؟").click()
    expect(page.get_by_text("از بخش فنی بخواهید.")).to_be_visible()
    page.get_by_role("button", name="خروج").click()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_text("از حساب خود خارج شدید.")).to_be_visible()
