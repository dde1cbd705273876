"""«دستگاه‌های فعال»: another browser is shown and ended, and who one is is proven first where that was long ago."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ..account.test_prove import let_proof_lapse
from ..browsing import login
from ..people import PASSWORD, People
from .steps import button, link, title


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_another_browser_is_ended_after_one_has_proven_who_one_is(
    app: Flask, open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People, scripts: bool
) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) Version/18.5 Safari/604.1"
    login(phone, "reza")
    page = sign_in(open_page(java_script_enabled=scripts), people.reza)
    let_proof_lapse(app, "reza")
    page.goto("/profile")
    link(page, "دستگاه‌های فعال").click()
    expect(page.get_by_role("strong").filter(has_text="Safari در iPhone")).to_be_visible()
    button(page, "خارج کردن Safari در iPhone").click()
    expect(title(page)).to_have_text("تأیید هویت")
    assert phone.get("/panel").status_code == 200
    page.get_by_label("رمز عبور کنونی *").fill(PASSWORD)
    button(page, "ادامه").click()
    expect(page).to_have_url(re.compile("/profile/sessions$"))
    button(page, "خارج کردن Safari در iPhone").click()
    expect(page.get_by_text("Safari در iPhone از حساب شما خارج شد.").first).to_be_attached()
    expect(page.get_by_role("strong").filter(has_text="Safari در iPhone")).to_have_count(0)
    if scripts:
        expect(page.locator("#sessions")).to_be_focused()
    assert phone.get("/panel").status_code == 302


def test_the_field_that_is_wrong_has_the_keyboard_without_scripts_too(
    app: Flask, open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People
) -> None:
    page = sign_in(open_page(java_script_enabled=False), people.reza)
    let_proof_lapse(app, "reza")
    page.goto("/profile")
    page.get_by_label("ایمیل تازه *").fill("reza.k@example.org")
    page.locator("#email-current_password").fill("wrong")
    button(page, "تغییر ایمیل").click()
    expect(page.get_by_label("ایمیل تازه *")).to_have_value("reza.k@example.org")
    expect(page.locator("#email-current_password")).to_be_focused()
