"""All of it with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pprint import pformat

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ..people import PASSWORD, People
from ..questions import ask
from ..tickets import department
from .conftest import PHONE, WIDE
from .focus import focused, tab_stops, tab_to
from .steps import SUBJECT, TICKET, composer, expect_status, title


def test_the_nine_steps_without_a_mouse(app: Flask, people: People, page: Page) -> None:
    department(app)
    ask(app, "رمز عبورم را فراموش کرده‌ام؛ چه کنم؟", "از بخش فنی بخواهید.")
    keys = page.keyboard
    page.goto("/")
    tab_to(page, "وارد شوید")
    keys.press("Enter")
    expect(title(page)).to_have_text("ورود")
    expect(page.locator("#main")).to_be_focused()
    for name, text in (("نام کاربری", people.reza.username), ("رمز عبور", PASSWORD)):
        tab_to(page, name)
        keys.type(text)
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/panel$"))
    tab_to(page, "ارسال درخواست")
    keys.press("Enter")
    expect(title(page)).to_have_text("درخواست جدید")
    expect(page.locator("#main")).to_be_focused()
    _send_request(page)
    tab_to(page, "بستن درخواست")
    keys.press("Enter")
    expect_status(page, "بسته شده")
    assert (focused(page) or {})["name"] == "باز کردن درخواست"
    tab_to(page, "کپی")
    keys.press("Enter")
    tab_to(page, "پاسخ شما")
    keys.type("ممنون")
    keys.press("Control+Enter")
    expect(page.locator(".letter-text", has_text="ممنون")).to_be_visible()
    expect(composer(page)).to_be_focused()
    tab_to(page, "پرسش و پاسخ‌های رایج")
    keys.press("Enter")
    expect(title(page)).to_have_text("پرسش و پاسخ‌های رایج")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "رمز عبورم را فراموش")
    keys.press("Enter")
    expect(page.get_by_text("از بخش فنی بخواهید.")).to_be_visible()
    tab_to(page, "خروج")
    keys.press("Enter")
    expect(page.get_by_text("از حساب خود خارج شدید.")).to_be_visible()


def _send_request(page: Page) -> None:
    keys = page.keyboard
    tab_to(page, "دپارتمان")
    keys.press("ArrowDown")
    tab_to(page, "موضوع")
    keys.type(SUBJECT)
    tab_to(page, "پیام")
    keys.type("سلام")
    tab_to(page, "متوسط")
    keys.press("ArrowDown")
    tab_to(page, "ضمیمه")
    tab_to(page, "ارسال")
    keys.press("Enter")
    expect(page).to_have_url(TICKET)
    expect(page.locator("#main")).to_be_focused()


PLACES = ("/", "/login", "/register", "/guide", "/faq", "/panel", "/tickets", "/tickets/new", "/profile", "ticket")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_stop_can_be_seen_and_lies_free(
    app: Flask,
    open_page: Callable[..., Page],
    sign_in: Callable[..., Page],
    people: People,
    code: str,
    viewport: dict[str, int],
) -> None:
    ask(app, "رمز عبورم را فراموش کرده‌ام؛ چه کنم؟", "از بخش فنی بخواهید.")
    page = open_page(viewport=viewport)
    faults = []
    for place in PLACES:
        if place == "/panel":
            sign_in(page, people.reza)
        page.goto(f"/tickets/{code}" if place == "ticket" else place)
        stops = tab_stops(page)
        assert len(stops) > 3, f"{place} has {len(stops)} stops"
        faults += [(place, stop) for stop in stops if not (stop["visible"] and stop["reachable"])]
    assert not faults, pformat(faults)
