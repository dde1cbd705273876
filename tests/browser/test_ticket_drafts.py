"""The draft of a reply or note that the server keeps: there after a reload and on another device, gone when sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from hamyar_support.models import Draft, LoginSession

from ..people import People
from ..tickets import count, found, writing
from .steps import button, composer, menu, open_ticket_page, pass_poll

TEXT = "یادم رفت بگویم که چاپگر تازه است."


@pytest.fixture
def opened(reza_page: Page, code: str) -> Page:
    open_ticket_page(reza_page, code)
    return reza_page


def type_and_wait(page: Page, text: str = TEXT) -> None:
    """Type into the composer, and let the two seconds pass after which the server keeps it."""
    composer(page).fill(text)
    with page.expect_response("**/draft"):
        page.clock.fast_forward(2_500)


def test_it_survives_a_reload_without_a_question(opened: Page) -> None:
    type_and_wait(opened)
    expect(opened.get_by_text("پیش‌نویس ذخیره شد").first).to_be_visible()
    asked: list[str] = []
    opened.on("dialog", lambda dialog: asked.append(dialog.type))
    opened.reload()
    expect(composer(opened)).to_have_value(TEXT)
    expect(opened.get_by_text("پیش‌نویس ذخیره شد").first).to_be_visible()
    assert asked == []


def test_it_stays_in_the_composer_while_nothing_new_comes(opened: Page) -> None:
    type_and_wait(opened)
    expect(opened.get_by_text("پیش‌نویس ذخیره شد").first).to_be_visible()
    for _ in range(2):
        pass_poll(opened)
        expect(opened.locator("#live.htmx-request")).to_have_count(0)
        expect(composer(opened)).to_have_value(TEXT)


def test_it_is_there_on_another_device_and_gone_when_sent(
    app: Flask, opened: Page, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    type_and_wait(opened)
    phone = sign_in(open_page(viewport={"width": 390, "height": 844}), people.reza)
    phone.goto(f"/tickets/{code}")
    expect(composer(phone)).to_have_value(TEXT)
    button(phone, "ارسال").click()
    expect(phone.locator(".letter-text", has_text=TEXT)).to_be_visible()
    expect(phone.get_by_text("پیش‌نویس ذخیره شد").first).to_be_hidden()
    phone.reload()
    expect(composer(phone)).to_have_value("")
    assert count(app, Draft) == 0


def test_what_was_sent_comes_not_back_as_a_draft(app: Flask, opened: Page, code: str) -> None:
    composer(opened).fill(TEXT)
    opened.keyboard.press("Control+Enter")
    expect(opened.locator(".letter-text", has_text=TEXT)).to_be_visible()
    opened.clock.fast_forward(5_000)
    composer(opened).focus()
    assert len(found(app, code).messages) == 2
    assert count(app, Draft) == 0


def test_an_emptied_composer_is_no_draft(app: Flask, opened: Page) -> None:
    type_and_wait(opened)
    assert count(app, Draft) == 1
    type_and_wait(opened, "")
    assert count(app, Draft) == 0
    expect(opened.get_by_text("پیش‌نویس ذخیره شد").first).to_be_hidden()


def test_the_last_word_stays_while_one_looks_elsewhere(opened: Page) -> None:
    type_and_wait(opened)
    composer(opened).fill(TEXT + " همین.")
    menu(opened, "پرسش و پاسخ‌های رایج").click()
    expect(opened).to_have_url("/faq")
    opened.go_back()
    expect(composer(opened)).to_have_value(TEXT + " همین.")


def test_a_lost_session_is_no_loss(
    app: Flask, opened: Page, people: People, sign_in: Callable[..., Page], code: str
) -> None:
    type_and_wait(opened)
    with writing(app) as session:
        session.execute(delete(LoginSession))
    opened.reload()
    expect(opened).to_have_url(f"/login?next=/tickets/{code}")
    sign_in(opened, people.reza).goto(f"/tickets/{code}")
    expect(composer(opened)).to_have_value(TEXT)


def test_a_note_stays_a_note(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    page = sign_in(open_page(), people.sara)
    open_ticket_page(page, code, staff=True)
    page.locator(".kind", has_text="یادداشت داخلی").click()
    expect(page.get_by_role("textbox", name="یادداشت داخلی")).to_be_focused()
    page.keyboard.type(TEXT)
    with page.expect_response("**/draft"):
        page.clock.fast_forward(2_500)
    page.reload()
    expect(page.get_by_role("textbox", name="یادداشت داخلی")).to_have_value(TEXT)
    expect(button(page, "ثبت یادداشت")).to_be_visible()
