"""What two agents do in a day at the desk, by the keyboard."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import Status

from ..desk import FINANCE, statuses
from .steps import composer, expect_status, pass_poll

POLL_SECONDS = 15
NOTE = "مشتری دو بار زنگ زده است."
THEIRS = "من پاسخ دادم."


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def send(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")


def triage(page: Page, codes: list[str]) -> None:
    """Look for one request by its code, take it, and open it."""
    expect(page.locator("#view-open .count")).to_have_text("۵۰۰")
    press(page, "/")
    page.keyboard.type(codes[2])
    page.clock.fast_forward(400)
    expect(page.locator(".queue-row")).to_have_count(1)
    press(page, "ArrowDown", "a")
    expect(page.locator("#bulk-done")).to_contain_text("(پشتیبان: سارا احمدی)")
    expect(page.locator("#view-mine .count")).to_have_text("۱")
    press(page, "o")
    expect(page).to_have_url(re.compile(f"/staff/tickets/{codes[2]}$"))
    expect(composer(page)).to_be_visible()


def leave_a_note(page: Page) -> None:
    press(page, "n")
    expect(page.get_by_role("textbox", name="یادداشت داخلی")).to_be_focused()
    send(page, NOTE)
    expect(page.locator("[data-note]")).to_contain_text(NOTE)
    press(page, "Escape")


def collide(sara: Page, nima: Page, code: str) -> None:
    """Both answer the same request; who comes second reads first what the other wrote, and keeps their text."""
    press(sara, "r")
    expect(composer(sara)).to_be_focused()
    press(sara, "/")
    expect(sara.locator(".canned-reply")).to_have_count(1)
    press(sara, "Enter")
    expect(composer(sara)).to_have_value("رضا کریمی گرامی، رسیدگی می‌کنیم.")
    nima.goto(f"/staff/tickets/{code}")
    expect(nima.locator("#presence")).to_contain_text("سارا احمدی")
    press(nima, "r")
    expect(composer(nima)).to_be_focused()
    send(nima, THEIRS)
    expect(nima.locator(".letter-text", has_text=THEIRS)).to_be_visible()
    press(sara, "Control+Enter")
    expect(sara.locator(".composer-error")).to_be_visible()
    expect(sara.locator(".letter-text", has_text=THEIRS)).to_be_visible()
    press(sara, "Control+Enter")
    expect(sara.locator(".letter-text", has_text="رسیدگی می‌کنیم")).to_be_visible()
    expect_status(sara, "پاسخ داده شده")


def transfer(sara: Page) -> None:
    sara.get_by_label("دپارتمان").focus()
    press(sara, "Home", "Enter")
    expect(sara.locator(".event", has_text=FINANCE)).to_be_visible()


def close_three_and_think_again(app: Flask, sara: Page, nima: Page, codes: list[str]) -> None:
    for page in (sara, nima):
        page.goto("/staff")
    press(sara, "j", "x", "j", "x", "j", "x", "c")
    expect(sara.locator("#bulk-done")).to_contain_text("۳ درخواست تغییر کرد (وضعیت: بسته شده).")
    expect(sara.locator(f"#row-{codes[0]}")).to_have_count(0)
    pass_poll(nima, POLL_SECONDS)
    expect(nima.locator("#view-closed .count")).to_have_text("۳")
    expect(nima.locator(f"#row-{codes[0]}")).to_have_count(0)
    press(sara, "z")
    expect(sara.locator("#bulk-done")).to_contain_text("۳ درخواست به حالت قبل برگشت.")
    pass_poll(nima, POLL_SECONDS)
    expect(nima.locator(f"#row-{codes[0]}")).to_be_visible()
    assert statuses(app, codes[:2]) == [Status.OPEN] * 2


def merge(sara: Page, source: str, target: str) -> None:
    sara.goto(f"/staff/tickets/{source}")
    sara.locator(".merge > summary").focus()
    press(sara, "Enter")
    sara.get_by_label("یا در درخواستی با این کد").focus()
    sara.keyboard.type(target)
    press(sara, "Enter")
    expect(sara).to_have_url(f"/staff/tickets/{target}")
    expect(sara.locator(".message")).to_have_count(2)
