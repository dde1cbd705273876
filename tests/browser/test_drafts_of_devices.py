"""A draft that two devices of one person write at: the newer one stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models import Draft

from ..people import People
from ..tickets import count
from .conftest import PHONE
from .steps import button, composer, menu, open_ticket_page, pass_poll
from .test_ticket_drafts import TEXT, type_and_wait


@pytest.fixture
def phone(open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]) -> Page:
    """The other device of رضا, signed in; it has opened nothing yet."""
    return sign_in(open_page(viewport=PHONE), people.reza)


def test_what_the_other_device_wrote_since_is_there_when_one_comes_back(
    app: Flask, reza_page: Page, phone: Page, code: str
) -> None:
    open_ticket_page(reza_page, code)
    type_and_wait(reza_page)
    menu(reza_page, "پرسش و پاسخ‌های رایج").click()
    expect(reza_page).to_have_url("/faq")
    open_ticket_page(phone, code)
    type_and_wait(phone, TEXT + " همین.")
    reza_page.clock.fast_forward(5_000)
    reza_page.go_back()
    expect(composer(reza_page)).to_have_value(TEXT + " همین.")
    assert count(app, Draft) == 1


def test_what_one_device_sent_leaves_the_composer_of_the_other(
    app: Flask, reza_page: Page, phone: Page, code: str
) -> None:
    open_ticket_page(reza_page, code)
    type_and_wait(reza_page)
    open_ticket_page(phone, code)
    button(phone, "ارسال").click()
    expect(phone.locator(".letter-text", has_text=TEXT)).to_be_visible()
    type_and_wait(phone, "و یک چیز دیگر.")
    pass_poll(reza_page)
    expect(reza_page.locator(".letter-text", has_text=TEXT)).to_be_visible()
    expect(composer(reza_page)).to_have_value(TEXT)
    button(phone, "ارسال").click()
    expect(phone.locator(".letter-text", has_text="و یک چیز دیگر.")).to_be_visible()
    pass_poll(reza_page)
    expect(composer(reza_page)).to_have_value("")
    expect(reza_page.get_by_text("پیش‌نویس ذخیره شد").first).to_be_hidden()
    reza_page.clock.fast_forward(5_000)


def test_what_is_typed_on_since_stays(reza_page: Page, phone: Page, code: str) -> None:
    open_ticket_page(reza_page, code)
    type_and_wait(reza_page)
    open_ticket_page(phone, code)
    button(phone, "ارسال").click()
    expect(phone.locator(".letter-text", has_text=TEXT)).to_be_visible()
    composer(reza_page).press_sequentially(" همین.")
    pass_poll(reza_page)
    expect(reza_page.locator(".letter-text", has_text=TEXT)).to_be_visible()
    expect(composer(reza_page)).to_have_value(TEXT + " همین.")
