"""The queue of the desk: triage by keyboard, changes to many at once, and news that disturb nobody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from hamyar_support.models.words import Status

from ..desk import open_tickets, statuses
from ..people import People
from ..tickets import open_ticket, reply
from .steps import button, pass_poll, title

POLL_SECONDS = 15


@pytest.fixture
def codes(app: Flask, people: People) -> list[str]:
    """Six tickets that wait, in the order of the queue."""
    return open_tickets(app, people.reza, 6)


@pytest.fixture
def sara_page(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], codes: list[str]) -> Page:
    page = sign_in(open_page(), people.sara)
    page.clock.install()
    page.goto("/staff")
    return page


def box(page: Page, code: str) -> Locator:
    return page.locator(f"#pick-{code}")


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_triage_by_keyboard(app: Flask, sara_page: Page, codes: list[str]) -> None:
    press(sara_page, "jjx")
    expect(box(sara_page, codes[1])).to_be_checked()
    press(sara_page, "jxc")
    statement = sara_page.locator("#bulk-done")
    expect(statement).to_contain_text("۲ درخواست تغییر کرد (وضعیت: بسته شده).")
    expect(sara_page.locator(".queue-row")).to_have_count(4)
    assert statuses(app, codes[1:3]) == [Status.CLOSED, Status.CLOSED]
    # The keyboard stays where it was, at the row that moved up.
    expect(sara_page.locator(f"#open-{codes[4]}")).to_be_focused()
    press(sara_page, "z")
    expect(statement).to_contain_text("۲ درخواست به حالت قبل برگشت.")
    expect(sara_page.locator(".queue-row")).to_have_count(6)
    press(sara_page, "k")
    expect(sara_page.locator(f"#open-{codes[3]}")).to_be_focused()
    press(sara_page, "a")
    expect(statement).to_contain_text("۱ درخواست تغییر کرد (پشتیبان: سارا احمدی).")
    press(sara_page, "o")
    expect(sara_page).to_have_url(re.compile(f"/staff/tickets/{codes[3]}$"))


def test_a_reply_is_one_key_away(sara_page: Page, codes: list[str]) -> None:
    press(sara_page, "jr")
    expect(sara_page.get_by_role("textbox", name="پاسخ شما")).to_be_focused()
    assert sara_page.url.endswith(codes[0])


def test_keys_count_whatever_the_layout_and_never_while_one_writes(sara_page: Page, codes: list[str]) -> None:
    pressed = (
        "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ت', code, bubbles: true}))"
    )
    sara_page.evaluate(pressed, "KeyJ")
    expect(sara_page.locator(f"#open-{codes[0]}")).to_be_focused()
    press(sara_page, "/x?jc")
    expect(sara_page.locator("#q")).to_have_value("x?jc")
    expect(sara_page.locator("#shortcuts")).to_be_hidden()


def test_single_keys_can_be_turned_off_for_good(sara_page: Page) -> None:
    press(sara_page, "?")
    with sara_page.expect_response("**/staff/keys"):
        sara_page.get_by_label("کلیدهای تکی").uncheck()
    sara_page.keyboard.press("Escape")
    for _ in range(2):
        press(sara_page, "j")
        expect(sara_page.locator(".queue-link:focus")).to_have_count(0)
        sara_page.reload()
    assert not sara_page.get_by_label("کلیدهای تکی").is_checked()


def test_the_bar_changes_all_that_is_selected(app: Flask, sara_page: Page, codes: list[str]) -> None:
    bar = sara_page.locator("#bulk-form")
    expect(bar).to_be_hidden()
    box(sara_page, codes[1]).check()
    box(sara_page, codes[4]).click(modifiers=["Shift"])
    expect(bar.locator("output")).to_have_text("۴")
    bar.get_by_label("وضعیت").select_option("pending")
    bar.get_by_label("اولویت").select_option("high")
    bar.get_by_role("button", name="اعمال").click()
    expect(sara_page.locator("#bulk-done")).to_contain_text("۴ درخواست تغییر کرد (وضعیت: در حال بررسی؛ اولویت: بالا).")
    expect(sara_page.locator(".queue-row")).to_have_count(2)
    expect(sara_page.locator("#view-pending")).to_contain_text("۴")
    expect(bar).to_be_hidden()
    button(sara_page, "برگرداندن").click()
    expect(sara_page.locator(".queue-row")).to_have_count(6)
    assert statuses(app, codes) == [Status.OPEN] * 6


def test_news_leave_selection_and_place(app: Flask, sara_page: Page, people: People, codes: list[str]) -> None:
    box(sara_page, codes[2]).check()
    sara_page.locator(f"#open-{codes[3]}").focus()
    sara_page.evaluate("window.pageStays = true")
    new = open_ticket(app, people.mina)
    reply(app, codes[1], people.sara, "پاسخ")
    pass_poll(sara_page, POLL_SECONDS)
    expect(sara_page.locator(f"#row-{new}")).to_be_visible()
    expect(sara_page.locator(f"#row-{codes[1]}")).to_have_count(0)
    expect(box(sara_page, codes[2])).to_be_checked()
    expect(sara_page.locator(f"#open-{codes[3]}")).to_be_focused()
    expect(sara_page.locator("#view-answered")).to_contain_text("۱")
    assert sara_page.title().startswith("در انتظار پاسخ (۶)")
    assert sara_page.evaluate("window.pageStays")


def test_search_keeps_the_address_right(sara_page: Page, codes: list[str]) -> None:
    sara_page.get_by_role("searchbox").press_sequentially(codes[5])
    sara_page.clock.fast_forward(400)
    expect(sara_page.locator(".queue-row")).to_have_count(1)
    expect(title(sara_page)).to_have_text("همه")
    assert sara_page.url.endswith(f"/staff?q={codes[5]}")
    sara_page.keyboard.press("ArrowDown")
    sara_page.keyboard.press("Enter")
    expect(sara_page).to_have_url(re.compile("/staff/tickets/"))
    sara_page.go_back()
    expect(sara_page.get_by_role("searchbox")).to_have_value(codes[5])
    expect(sara_page.locator(".queue-row")).to_have_count(1)
