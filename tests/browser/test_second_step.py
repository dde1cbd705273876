"""Logging in in two steps, and links for a new password, in a browser: with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from time import time

import pytest
from playwright.sync_api import Page, expect

from hamyar_support import totp

from ..people import PASSWORD, People
from .conftest import PHONE
from .steps import button, link

NEW = "شبِ یلدا و انار ساوه"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_it_is_switched_on_by_the_picture_and_asked_for_at_the_next_login(
    people: People, open_page: Callable[..., Page], sign_in: Callable[..., Page], scripts: bool
) -> None:
    page = sign_in(open_page(viewport=PHONE, java_script_enabled=scripts), people.sara)
    page.goto("/profile")
    link(page, "روشن کردن").click()
    expect(page.get_by_role("img", name="کد QR با کلید برنامه رمزساز")).to_be_visible()
    key = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_role("textbox", name="کد").fill(totp.code_at(key, int(time()) // 30))
    button(page, "روشن کردن").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    recovery = page.locator(".recovery-codes .secret").first.inner_text()
    page.context.clear_cookies()
    page.goto("/login?next=/staff/reports")
    page.get_by_label("نام کاربری").fill("sara")
    page.locator("[name=password]").fill(PASSWORD)
    button(page, "ورود").click()
    expect(page).to_have_url("/login/code")
    field = page.get_by_role("textbox", name="کد")
    expect(field).to_be_focused()
    field.fill("123456")
    button(page, "ورود").click()
    expect(page.get_by_text("این کد نادرست است")).to_be_visible()
    link(page, "گوشی همراهتان نیست؟ از کد بازیابی استفاده کنید").click()
    expect(page.get_by_text("یکی از ده کدی که هنگام روشن کردن نگه داشتید")).to_be_visible()
    page.get_by_role("textbox", name="کد").fill(recovery)
    button(page, "ورود").click()
    expect(page).to_have_url("/staff/reports")


def test_a_link_that_an_admin_made_is_copied_whole(
    people: People, open_page: Callable[..., Page], sign_in: Callable[..., Page], site: str
) -> None:
    page = sign_in(open_page(permissions=["clipboard-read", "clipboard-write"]), people.admin)
    page.goto(f"/staff/people/{people.reza.id}")
    button(page, "ساخت پیوند رمز تازه").click()
    button(page, "کپی").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{site}/reset/")
    page.context.clear_cookies()
    page.goto(copied)
    expect(page).to_have_url("/reset/new")
    for label in ("رمز عبور تازه", "تکرار رمز عبور"):
        page.get_by_label(label).fill(NEW)
    button(page, "ثبت رمز عبور").click()
    expect(page).to_have_url("/login")
    expect(page.get_by_text("رمز عبور تازه شما ثبت شد")).to_be_visible()
