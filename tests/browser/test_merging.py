"""Two tickets of a customer become one and two again; a message becomes a ticket; both sides are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import found, open_ticket, reply
from .steps import button, composer, title

OTHER = "کارتریج چاپگر تمام شده است"
LATER = "راستی، اسکنر هم روشن نمی‌شود.\nچراغش هم خاموش است."


@pytest.fixture
def other(app: Flask, people: People) -> str:
    """The code of another ticket of رضا."""
    return open_ticket(app, people.reza, OTHER, "کارتریج تازه می‌خواهیم.")


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def sara_page(
    request: pytest.FixtureRequest, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page]
) -> Page:
    return sign_in(open_page(java_script_enabled=request.param), people.sara)


def merge(page: Page, code: str) -> None:
    """Merge the ticket `code` into the only other one of its customer."""
    page.goto(f"/staff/tickets/{code}")
    if page.locator(".info-panel:not([open])").count():
        page.get_by_text("اطلاعات درخواست").click()
    page.get_by_text("ادغام در درخواستی دیگر…").click()
    page.locator(".merge-choice button").click()


def test_merging_and_the_way_back(sara_page: Page, reza_page: Page, code: str, other: str) -> None:
    merge(sara_page, code)
    expect(title(sara_page)).to_have_text(OTHER)
    expect(sara_page.locator(".message")).to_have_count(2)
    sara_page.locator(".event a").click()
    expect(sara_page).to_have_url(f"/staff/tickets/{code}")
    expect(sara_page.get_by_text("در درخواست دیگری ادغام شده است")).to_be_visible()
    expect(composer(sara_page)).to_have_count(0)

    reza_page.goto(f"/tickets/{code}")
    expect(button(reza_page, "جدا کردن دوباره")).to_have_count(0)
    reza_page.locator(".merged a").click()
    expect(reza_page).to_have_url(f"/tickets/{other}")
    expect(reza_page.locator(".message")).to_have_count(2)

    button(sara_page, "جدا کردن دوباره").click()
    expect(composer(sara_page)).to_be_visible()
    expect(sara_page.locator(".message")).to_have_count(1)


def test_what_cannot_be_merged_says_why(app: Flask, sara_page: Page, people: People, code: str) -> None:
    stranger = open_ticket(app, people.mina)
    sara_page.goto(f"/staff/tickets/{code}")
    if sara_page.locator(".info-panel:not([open])").count():
        sara_page.get_by_text("اطلاعات درخواست").click()
    sara_page.get_by_text("ادغام در درخواستی دیگر…").click()
    sara_page.get_by_label("یا در درخواستی با این کد").fill(stranger)
    button(sara_page, "ادغام").click()
    expect(sara_page.locator("#flash")).to_contain_text("فقط دو درخواست از یک مشتری")
    assert found(app, code).merged_into_id is None


def test_a_message_becomes_a_request(app: Flask, sara_page: Page, people: People, code: str) -> None:
    message = reply(app, code, people.reza, LATER)
    sara_page.goto(f"/staff/tickets/{code}")
    expect(sara_page.locator(".split")).to_have_count(1)
    sara_page.locator(f"#message-{message} .split summary").click()
    expect(sara_page.get_by_label("موضوع درخواست تازه")).to_have_value("راستی، اسکنر هم روشن نمی‌شود.")
    sara_page.get_by_label("موضوع درخواست تازه").fill("اسکنر روشن نمی‌شود")
    button(sara_page, "ساختن درخواست تازه از این پیام").click()
    expect(title(sara_page)).to_have_text("اسکنر روشن نمی‌شود")
    expect(sara_page.locator(".message")).to_have_count(1)
    sara_page.locator(".event a").click()
    expect(sara_page).to_have_url(f"/staff/tickets/{code}")
    expect(sara_page.locator(".message")).to_have_count(1)
