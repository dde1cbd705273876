"""The desk's ticket page with scripts off: the same by links, forms and buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models import Draft, User
from hamyar_support.models.words import MessageKind, Status

from ..people import People
from ..tickets import events, found, reply, ticket_of, writing
from .steps import button, composer
from .test_desk_ticket import ANSWER, NOTE, canned


@pytest.fixture
def page(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str) -> Page:
    page = sign_in(open_page(java_script_enabled=False), people.sara)
    page.goto(f"/staff/tickets/{code}")
    return page


def test_a_note(app: Flask, page: Page, code: str) -> None:
    page.get_by_role("radio", name="یادداشت داخلی").check()
    expect(page.get_by_text("مشتری هرگز آن را نمی‌بیند")).to_be_visible()
    composer_of_note = page.get_by_role("textbox", name="یادداشت داخلی")
    composer_of_note.fill(NOTE)
    button(page, "ثبت یادداشت").click()
    expect(page.locator("[data-note]")).to_contain_text(NOTE)
    assert found(app, code).messages[-1].kind is MessageKind.NOTE


def test_what_came_in_between_is_shown_first(app: Flask, page: Page, people: People, code: str) -> None:
    composer(page).fill(ANSWER)
    reply(app, code, people.admin, "من پاسخ دادم.")
    button(page, "ارسال").click()
    expect(page.get_by_text("من پاسخ دادم.")).to_be_visible()
    expect(page.locator(".composer-error")).to_be_visible()
    expect(composer(page)).to_have_value(ANSWER)
    button(page, "ارسال").click()
    expect(page.locator(".letter-text", has_text=ANSWER)).to_be_visible()


def test_choices_have_their_buttons(app: Flask, page: Page, code: str) -> None:
    page.get_by_text("اطلاعات درخواست").click()
    page.get_by_label("اولویت").select_option(label="بالا")
    page.locator(".choice", has=page.get_by_label("اولویت")).get_by_role("button").click()
    page.get_by_text("اطلاعات درخواست").click()
    button(page, "به من بسپارید").click()
    assert [kind for kind, _, _ in events(app, code)] == ["priority", "assignee"]


def test_a_canned_reply_fills_the_composer(app: Flask, page: Page, people: People, code: str) -> None:
    canned(app, people)
    page.get_by_role("main").get_by_role("link", name="پاسخ‌های آماده").click()
    page.get_by_role("link", name="پایان کار").click()
    expect(composer(page)).to_have_value("رضا کریمی گرامی، کار شما انجام شد.")
    expect(page.get_by_role("checkbox", name="با ارسال آن این کار هم انجام می‌شود")).to_be_checked()
    button(page, "ارسال").click()
    assert found(app, code).status is Status.CLOSED


def test_what_it_also_does_can_be_left_out(app: Flask, page: Page, people: People, code: str) -> None:
    canned(app, people)
    page.get_by_role("main").get_by_role("link", name="پاسخ‌های آماده").click()
    page.get_by_role("link", name="پایان کار").click()
    page.get_by_role("checkbox", name="با ارسال آن این کار هم انجام می‌شود").uncheck()
    button(page, "ارسال").click()
    assert found(app, code).status is Status.ANSWERED


def test_a_draft_is_taken_up(app: Flask, page: Page, people: People, code: str) -> None:
    with writing(app) as session:
        sara = session.get_one(User, people.sara.id)
        Draft.keep(ticket_of(session, code).id, sara, NOTE, MessageKind.NOTE)
    page.reload()
    expect(page.get_by_role("textbox", name="یادداشت داخلی")).to_have_value(NOTE)
    expect(page.get_by_text("پیش‌نویس ذخیره شد")).to_be_visible()
