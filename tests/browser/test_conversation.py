"""The conversation while both sides have it open: answers arrive by themselves and disturb nobody."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import Status

from ..people import People
from ..tickets import move, reply
from .conftest import PHONE
from .steps import button, composer, expect_status, menu, open_ticket_page, pass_poll

ANSWER = "کابل چاپگر را جدا و دوباره وصل کنید."


def answers(app: Flask, people: People, code: str, number: int = 20) -> None:
    """A conversation too long for one screen."""
    for i in range(number):
        reply(app, code, people.sara if i % 2 else people.reza, f"پیام شمارهٔ {i}\n" * 3)


def test_an_answer_arrives_while_one_types(
    reza_page: Page, open_page: Callable[..., Page], people: People, sign_in: Callable[[Page, object], Page], code: str
) -> None:
    open_ticket_page(reza_page, code)
    composer(reza_page).fill("یادم رفت بگویم")
    composer(reza_page).evaluate("field => field.setSelectionRange(4, 7)")
    reza_page.evaluate("window.pageStays = true")
    sara = sign_in(open_page(), people.sara)
    open_ticket_page(sara, code, staff=True)
    sara.get_by_role("textbox", name="پاسخ شما").fill(ANSWER)
    sara.keyboard.press("Control+Enter")
    expect(sara.get_by_text(ANSWER)).to_be_visible()
    expect(sara.locator("#ticket-header .badge")).to_have_text("پاسخ داده شده")

    pass_poll(reza_page)
    expect(reza_page.get_by_text(ANSWER)).to_be_in_viewport()
    expect_status(reza_page, "پاسخ داده شده")
    expect(composer(reza_page)).to_be_focused()
    expect(composer(reza_page)).to_have_value("یادم رفت بگویم")
    assert composer(reza_page).evaluate("field => [field.selectionStart, field.selectionEnd]") == [4, 7]
    assert reza_page.evaluate("window.pageStays")


def test_what_is_read_further_up_stays_where_it_is(app: Flask, reza_page: Page, people: People, code: str) -> None:
    answers(app, people, code)
    open_ticket_page(reza_page, code)
    reza_page.keyboard.press("End")
    expect(reza_page.get_by_text("پیام شمارهٔ 19").first).to_be_in_viewport()
    reza_page.get_by_text("پیام شمارهٔ 8").first.scroll_into_view_if_needed()
    read = reza_page.get_by_text("پیام شمارهٔ 8").first
    before = read.bounding_box()
    reply(app, code, people.sara, ANSWER)
    pass_poll(reza_page)
    news = reza_page.get_by_role("link", name="پیام تازه")
    expect(news).to_be_visible()
    assert read.bounding_box() == before
    expect(reza_page.get_by_text(ANSWER)).not_to_be_in_viewport()
    assert reza_page.title().startswith("(۱) ")
    news.click()
    expect(reza_page.get_by_text(ANSWER)).to_be_in_viewport()
    expect(news).to_be_hidden()
    assert not reza_page.title().startswith("(")


def test_older_messages_come_above_without_a_jump(app: Flask, reza_page: Page, people: People, code: str) -> None:
    answers(app, people, code, 60)
    open_ticket_page(reza_page, code)
    first = reza_page.locator(".message").first
    first.scroll_into_view_if_needed()
    identity, before = first.get_attribute("id"), first.bounding_box()
    button_older = reza_page.get_by_role("link", name="پیام‌های قدیمی‌تر")
    button_older.click()
    expect(button_older).to_be_hidden()
    expect(reza_page.locator(".message")).to_have_count(61)
    after = reza_page.locator(f"#{identity}").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 2


def test_a_change_of_status_shows_everywhere(app: Flask, reza_page: Page, people: People, code: str) -> None:
    open_ticket_page(reza_page, code)
    move(app, code, people.sara, Status.PENDING)
    pass_poll(reza_page)
    expect_status(reza_page, "در حال بررسی")
    move(app, code, people.sara, Status.CLOSED)
    pass_poll(reza_page)
    expect_status(reza_page, "بسته شده")
    expect(button(reza_page, "باز کردن درخواست")).to_be_visible()
    expect(reza_page.get_by_text("این درخواست بسته است")).to_be_visible()


def test_the_list_shows_a_new_answer_by_itself(app: Flask, reza_page: Page, people: People, code: str) -> None:
    reza_page.clock.install()
    reza_page.goto("/tickets")
    reza_page.evaluate("window.pageStays = true")
    reza_page.get_by_label("جستجو در موضوع").fill("چاپگر")
    expect(reza_page).to_have_url(re.compile("q="))
    reply(app, code, people.sara, ANSWER)
    pass_poll(reza_page, seconds=25)
    expect(reza_page.locator(".ticket-row .badge")).to_have_text("پاسخ داده شده")
    expect(reza_page.get_by_label("جستجو در موضوع")).to_be_focused()
    expect(reza_page.get_by_label("جستجو در موضوع")).to_have_value("چاپگر")
    assert reza_page.evaluate("window.pageStays")


def test_the_panel_counts_what_waits(
    app: Flask, open_page: Callable[..., Page], people: People, code: str, sign_in: Callable[[Page, object], Page]
) -> None:
    page = sign_in(open_page(viewport=PHONE), people.reza)
    open_ticket_page(page, code)
    reply(app, code, people.sara, ANSWER)
    page.get_by_role("main").get_by_role("link", name="مدیریت درخواست").click()
    menu(page, "پنل کاربری").click()
    expect(page.get_by_role("heading", name="منتظر شماست")).to_be_visible()
