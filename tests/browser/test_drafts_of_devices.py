"""A draft that two devices of one person write at: the newer one stays."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models import Draft

from ..people import People
from ..tickets import count
from .conftest import PHONE
from .steps import composer, menu, open_ticket_page
from .test_ticket_drafts import TEXT, type_and_wait


def test_what_the_other_device_wrote_since_is_there_when_one_comes_back(
    app: Flask,
    reza_page: Page,
    open_page: Callable[..., Page],
    people: People,
    sign_in: Callable[..., Page],
    code: str,
) -> None:
    open_ticket_page(reza_page, code)
    type_and_wait(reza_page)
    menu(reza_page, "پرسش و پاسخ‌های رایج").click()
    expect(reza_page).to_have_url("/faq")
    phone = sign_in(open_page(viewport=PHONE), people.reza)
    open_ticket_page(phone, code)
    type_and_wait(phone, TEXT + " همین.")
    reza_page.clock.fast_forward(5_000)
    reza_page.go_back()
    expect(composer(reza_page)).to_have_value(TEXT + " همین.")
    assert count(app, Draft) == 1
