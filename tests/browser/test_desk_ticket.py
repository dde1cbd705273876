"""A ticket at the desk with two of the staff at once: reply and note, collision, presence, choices, canned replies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.extensions import db
from hamyar_support.models import CannedReply, User
from hamyar_support.models.canned_reply import CannedText
from hamyar_support.models.words import MessageKind, Status

from ..people import People
from ..tickets import events, found, move, reply, writing
from .steps import button, composer, expect_status, open_ticket_page, pass_poll

NOTE = "مشتری دو بار زنگ زده است."
# What the page asks every few seconds it never asks.
NO_LONG_WAIT = """{
  const soon = setTimeout;
  window.setTimeout = (call, delay = 0, ...given) => (delay < 5000 ? soon(call, delay, ...given) : 0);
}"""
ANSWER = "کابل چاپگر را عوض کنید."


@pytest.fixture
def sara_page(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str) -> Page:
    page = sign_in(open_page(), people.sara)
    open_ticket_page(page, code, staff=True)
    return page


@pytest.fixture
def admin_page(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str) -> Page:
    page = sign_in(open_page(), people.admin)
    open_ticket_page(page, code, staff=True)
    return page


def canned(app: Flask, people: People, title: str = "پایان کار", status: Status | None = Status.CLOSED) -> None:
    with writing(app) as session:
        text = CannedText(title, "{نام مشتری} گرامی، کار شما انجام شد.", status=status)
        CannedReply.create(text, session.get_one(User, people.admin.id))


def writing_note(page: Page) -> None:
    page.locator(".kind", has_text="یادداشت داخلی").click()


def test_a_note_looks_like_one_and_stays_inside(
    app: Flask, sara_page: Page, reza_page: Page, admin_page: Page, code: str
) -> None:
    open_ticket_page(reza_page, code)
    reply_ground = sara_page.locator("#composer").evaluate("form => getComputedStyle(form).backgroundColor")
    writing_note(sara_page)
    expect(sara_page.get_by_text("مشتری هرگز آن را نمی‌بیند")).to_be_visible()
    assert sara_page.locator("#composer").evaluate("form => getComputedStyle(form).backgroundColor") != reply_ground
    expect(sara_page.get_by_role("textbox", name="یادداشت داخلی")).to_be_focused()
    sara_page.keyboard.type(NOTE)
    expect(button(sara_page, "ارسال")).to_be_hidden()
    button(sara_page, "ثبت یادداشت").click()
    expect(sara_page.locator("[data-note]")).to_contain_text(NOTE)
    expect(button(sara_page, "ارسال")).to_be_visible()
    pass_poll(admin_page)
    expect(admin_page.locator("[data-note]")).to_contain_text(NOTE)
    pass_poll(reza_page)
    expect(reza_page.get_by_text(NOTE)).to_have_count(0)
    assert found(app, code).messages[-1].kind is MessageKind.NOTE


def test_what_came_in_between_is_shown_first(app: Flask, sara_page: Page, people: People, code: str) -> None:
    composer(sara_page).fill(ANSWER)
    reply(app, code, people.admin, "من پاسخ دادم.")
    sara_page.keyboard.press("Control+Enter")
    expect(sara_page.get_by_text("من پاسخ دادم.")).to_be_visible()
    expect(sara_page.locator(".composer-error")).to_be_visible()
    expect(composer(sara_page)).to_have_value(ANSWER)
    expect(composer(sara_page)).to_be_focused()
    assert len(found(app, code).messages) == 2
    sara_page.keyboard.press("Control+Enter")
    expect(sara_page.locator(".letter-text", has_text=ANSWER)).to_be_visible()
    assert len(found(app, code).messages) == 3


def test_whoever_opens_a_ticket_is_seen_at_once(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    pages = []
    for person in (people.sara, people.admin):
        page = sign_in(open_page(), person)
        page.add_init_script(NO_LONG_WAIT)
        with page.expect_response("**/presence"):
            page.goto(f"/staff/tickets/{code}")
        pages.append(page)
    expect(pages[1].locator("#presence")).to_contain_text("سارا احمدی همین درخواست را می‌بیند")


def test_colleagues_see_one_another(sara_page: Page, admin_page: Page) -> None:
    expect(admin_page.locator("#presence")).to_contain_text("سارا احمدی همین درخواست را می‌بیند")
    composer(sara_page).press_sequentially("سلام")
    expect(sara_page.locator("#presence")).to_contain_text("مدیر همیار")
    pass_poll(admin_page)
    expect(admin_page.locator("#presence")).to_contain_text("سارا احمدی در حال نوشتن است")


def test_one_choice_changes_one_thing(app: Flask, sara_page: Page, code: str) -> None:
    sara_page.get_by_label("اولویت").select_option(label="بالا")
    expect(sara_page.locator(".event")).to_have_count(1)
    button(sara_page, "به من بسپارید").click()
    expect(sara_page.locator(".event")).to_have_count(2)
    expect(button(sara_page, "به من بسپارید")).to_have_count(0)
    sara_page.get_by_label("پشتیبان مسئول").select_option(label="هیچ‌کس")
    expect(sara_page.locator(".event")).to_have_count(3)
    sara_page.get_by_label("وضعیت").select_option(label="بسته شده")
    expect_status(sara_page, "بسته شده")
    assert [kind for kind, _, _ in events(app, code)] == ["priority", "assignee", "assignee", "status"]


def test_arrow_keys_choose_only_where_they_stop(app: Flask, sara_page: Page, code: str) -> None:
    sara_page.get_by_label("وضعیت").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        sara_page.keyboard.press(key)
    expect_status(sara_page, "بسته شده")
    expect(sara_page.get_by_label("وضعیت")).to_be_focused()
    assert events(app, code) == [("status", "open", "closed")]


def test_a_canned_reply_by_keyboard(app: Flask, sara_page: Page, people: People, code: str) -> None:
    canned(app, people, "درخواست تصویر", None)
    canned(app, people)
    composer(sara_page).press_sequentially("سلام\n/")
    find = sara_page.get_by_role("searchbox", name="جستجو در عنوان و متن")
    expect(find).to_be_focused()
    find.press_sequentially("پايان")
    expect(sara_page.locator(".canned-reply:visible")).to_have_count(1)
    sara_page.keyboard.press("Enter")
    expect(composer(sara_page)).to_have_value("سلام\nرضا کریمی گرامی، کار شما انجام شد.")
    expect(composer(sara_page)).to_be_focused()
    expect(sara_page.get_by_label("با ارسال آن این کار هم انجام می‌شود: بسته شده")).to_be_checked()
    sara_page.keyboard.press("Control+Enter")
    expect_status(sara_page, "بسته شده")
    expect(sara_page.locator(".canned-used .check")).to_have_count(0)
    with app.app_context():
        assert [row.used for row in db.session.scalars(CannedReply.in_use())] == [1, 0]


def test_escape_leaves_the_canned_replies(app: Flask, sara_page: Page, people: People) -> None:
    canned(app, people)
    sara_page.get_by_role("link", name="پاسخ‌های آماده").last.click()
    expect(sara_page.locator(".canned-reply")).to_be_visible()
    sara_page.keyboard.press("Escape")
    expect(sara_page.locator("#canned-menu")).to_be_hidden()
    expect(composer(sara_page)).to_be_focused()


def test_a_closed_ticket_is_reopened_by_a_colleague_at_once(
    app: Flask, sara_page: Page, people: People, code: str
) -> None:
    move(app, code, people.admin, Status.CLOSED)
    pass_poll(sara_page)
    button(sara_page, "باز کردن درخواست").click()
    expect_status(sara_page, "در انتظار پاسخ")


def test_single_keys_do_what_the_help_says(app: Flask, sara_page: Page, code: str) -> None:
    sara_page.keyboard.press("n")
    expect(sara_page.get_by_role("textbox", name="یادداشت داخلی")).to_be_focused()
    sara_page.locator("#main").focus()
    sara_page.keyboard.press("r")
    expect(sara_page.get_by_role("textbox", name="پاسخ شما")).to_be_focused()
    sara_page.keyboard.type("ac")
    sara_page.locator("#main").focus()
    sara_page.keyboard.press("a")
    expect(sara_page.locator(".event")).to_have_count(1)
    sara_page.keyboard.press("c")
    expect_status(sara_page, "بسته شده")
    expect(composer(sara_page)).to_have_value("ac")
    assert [kind for kind, _, _ in events(app, code)] == ["assignee", "status"]
