"""A day at the desk: two agents, five hundred requests in the queue, and the keyboard; the same without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models.words import MessageKind, Status

from ..canned import keep
from ..desk import FINANCE, colleague, statuses
from ..people import People
from ..tickets import department, events, found, open_many
from . import desk_day
from .desk_day import NOTE, THEIRS
from .steps import button, composer

QUEUE = 500


@pytest.fixture
def codes(app: Flask, people: People) -> list[str]:
    """The codes of the requests, those that wait longest first."""
    department(app, FINANCE)
    keep(app, people, "رسیدگی", "{نام مشتری} گرامی، رسیدگی می‌کنیم.")
    return open_many(app, people.reza, QUEUE)


@pytest.fixture
def team(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], codes: list[str]
) -> list[Page]:
    """The queue as سارا and نیما have it open."""
    pages = [sign_in(open_page(), person) for person in (people.sara, colleague(app, "nima", "نیما صدر"))]
    for page in pages:
        page.clock.install()
        page.goto("/staff")
    return pages


def test_a_day(app: Flask, team: list[Page], codes: list[str]) -> None:
    sara, nima = team
    desk_day.triage(sara, codes)
    desk_day.leave_a_note(sara)
    desk_day.collide(sara, nima, codes[2])
    desk_day.transfer(sara)
    assert [message.kind for message in found(app, codes[2]).messages[1:]] == [MessageKind.NOTE] + [
        MessageKind.REPLY
    ] * 2
    assert [kind for kind, _, _ in events(app, codes[2])] == ["assignee", "status", "department"]
    desk_day.close_three_and_think_again(app, sara, nima, codes)
    desk_day.merge(sara, codes[4], codes[5])
    sara.goto("/staff/reports")
    expect(sara.locator(".figure-value").first).to_have_text("۵۰۰")
    # The merged one, and the three that were opened again.
    expect(sara.locator(".figure-value").nth(1)).to_have_text("۴")


def test_a_day_without_scripts(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], codes: list[str]
) -> None:
    sara, nima = (
        sign_in(open_page(java_script_enabled=False), person) for person in (people.sara, colleague(app, "nima"))
    )
    sara.goto("/staff")
    sara.get_by_role("searchbox").fill(codes[2])
    button(sara, "جستجو").click()
    sara.locator("[name=codes]").check()
    sara.get_by_role("button", name="به من بسپارید").click()
    expect(sara.locator("#flash")).to_contain_text("(پشتیبان: سارا احمدی)")
    sara.locator(".queue-link").click()
    sara.get_by_role("radio", name="یادداشت داخلی").check()
    sara.get_by_role("textbox", name="یادداشت داخلی").fill(NOTE)
    button(sara, "ثبت یادداشت").click()
    expect(sara.locator("[data-note]")).to_contain_text(NOTE)

    sara.get_by_role("link", name="پاسخ‌های آماده").last.click()
    sara.locator(".canned-reply").click()
    nima.goto(f"/staff/tickets/{codes[2]}")
    composer(nima).fill(THEIRS)
    button(nima, "ارسال").click()
    button(sara, "ارسال").click()
    expect(sara.locator(".composer-error")).to_be_visible()
    expect(sara.locator(".letter-text", has_text=THEIRS)).to_be_visible()
    button(sara, "ارسال").click()
    expect(sara.locator(".letter-text", has_text="رسیدگی می‌کنیم")).to_be_visible()
    sara.get_by_text("اطلاعات درخواست").click()
    sara.get_by_label("دپارتمان").select_option(label=FINANCE)
    sara.locator(".choice:has([name=department]) button").click()
    expect(sara.locator(".event", has_text=FINANCE)).to_be_visible()

    sara.goto("/staff")
    for code in codes[:2]:
        sara.locator(f"#pick-{code}").check()
    sara.get_by_role("button", name="بستن", exact=True).click()
    expect(sara.locator("#flash")).to_contain_text("۲ درخواست تغییر کرد (وضعیت: بسته شده).")
    assert statuses(app, codes[:2]) == [Status.CLOSED] * 2
    sara.get_by_role("button", name="برگرداندن").click()
    assert statuses(app, codes[:2]) == [Status.OPEN] * 2
    sara.goto(f"/staff/tickets/{codes[4]}")
    sara.get_by_text("اطلاعات درخواست").click()
    sara.get_by_text("ادغام در درخواستی دیگر…").click()
    sara.get_by_label("یا در درخواستی با این کد").fill(codes[5])
    button(sara, "ادغام").click()
    expect(sara.locator(".message")).to_have_count(2)
    sara.goto("/staff/reports")
    expect(sara.locator(".figure-value").first).to_have_text("۵۰۰")
