"""«خروج»: afterwards neither Back nor an old cookie shows anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ..people import People
from .steps import SUBJECT, composer


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_back_after_logging_out_shows_nothing(
    open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People, code: str, scripts: bool
) -> None:
    page = sign_in(open_page(java_script_enabled=scripts), people.reza)
    page.goto("/panel")
    page.get_by_role("main").get_by_role("link", name=re.compile("^مدیریت درخواست")).click()
    page.get_by_role("link", name=SUBJECT).click()
    expect(page.get_by_role("heading", name=SUBJECT)).to_be_visible()
    page.get_by_role("button", name="خروج").click()
    expect(page.get_by_text("از حساب خود خارج شدید.")).to_be_visible()
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        expect(page.get_by_label("نام کاربری *")).to_be_visible()
        expect(page.get_by_text(SUBJECT)).to_have_count(0)
        expect(page.get_by_text("رضا کریمی")).to_have_count(0)


def test_an_old_cookie_is_worth_nothing(
    open_page: Callable[..., Page], sign_in: Callable[..., Page], people: People, code: str, site: str
) -> None:
    page = sign_in(open_page(), people.reza)
    page.goto(f"/tickets/{code}")
    stolen = page.context.cookies()
    page.get_by_role("button", name="خروج").click()
    expect(page.get_by_text("از حساب خود خارج شدید.")).to_be_visible()
    thief = open_page()
    thief.context.add_cookies([{"name": c["name"], "value": c["value"], "url": site} for c in stolen])
    thief.goto(f"/tickets/{code}")
    expect(thief).to_have_url(re.compile("/login"))


def test_another_tab_of_the_same_browser_is_out_too(reza_page: Page, code: str, tolerated: list[str]) -> None:
    tolerated.append("status of 401")
    other = reza_page.context.new_page()
    other.goto("/tickets")
    reza_page.goto("/panel")
    reza_page.get_by_role("button", name="خروج").click()
    expect(reza_page.get_by_text("از حساب خود خارج شدید.")).to_be_visible()
    other.get_by_role("link", name=SUBJECT).click()
    expect(other).to_have_url(re.compile(r"/login\?next="))


def test_nothing_is_left_in_the_browser_meanwhile(reza_page: Page, code: str) -> None:
    for path in ("/panel", "/tickets"):
        reza_page.goto(path)
    reza_page.get_by_role("link", name=SUBJECT).click()
    expect(reza_page.get_by_role("heading", name=SUBJECT)).to_be_visible()
    composer(reza_page).fill("چیزی که نوشته می‌شود")
    left = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert reza_page.evaluate(left) == [0, 0, ""]
    reza_page.go_back()
    assert reza_page.evaluate(left) == [0, 0, ""]
