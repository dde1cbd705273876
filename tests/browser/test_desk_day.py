"""The desk's day: two of the staff at once, from a queue of five hundred to the report, by keyboard where they can."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.models import CannedReply, Department, Ticket, User
from hamyar_support.models.canned_reply import CannedText
from hamyar_support.models.words import MessageKind, Priority, Status, utc_now

from ..desk import FINANCE, colleague, statuses
from ..people import People, Person
from ..tickets import department, events, found, open_ticket, writing
from .steps import composer, expect_status, menu, pass_poll, title

MANY = 500
CRASH, OTHER = "سامانه باز نمی‌شود", "سامانه هنوز باز نمی‌شود"
NOTE, ANSWER = "به شیفت شب هم گفتم.", "نشانی تازهٔ سامانه را برایتان فرستادم."


@pytest.fixture
def nima(app: Flask) -> Person:
    return colleague(app, "nima", "نیما صدر")


@pytest.fixture
def queue(app: Flask, people: People, nima: Person) -> tuple[str, str]:
    """Five hundred tickets that wait; gives the codes of the two urgent ones, which are of one customer."""
    number = department(app)
    with writing(app) as session:
        rows = [session.get_one(User, each.id) for each in (people.reza, people.mina)]
        asked = session.get_one(Department, number)
        for n in range(MANY - 2):
            Ticket.open(rows[n % 2], asked, f"درخواست {n + 1}", "سلام", at=utc_now() - timedelta(minutes=MANY - n))
        text = CannedText("پایان کار", "{نام مشتری} گرامی، کار شما انجام شد.", status=Status.CLOSED)
        CannedReply.create(text, session.get_one(User, people.admin.id))
    department(app, FINANCE)
    urgent = [open_ticket(app, people.reza, subject, priority=Priority.HIGH) for subject in (OTHER, CRASH)]
    return urgent[1], urgent[0]


@pytest.fixture
def desk(open_page: Callable[..., Page], sign_in: Callable[..., Page], queue: object) -> Callable[[Person], Page]:
    """Opens the queue of somebody of the staff, in a browser of their own whose time can be made to pass."""

    def opened(person: Person) -> Page:
        page = sign_in(open_page(), person)
        page.clock.install()
        page.goto("/staff")
        return page

    return opened


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_count(page: Page, view: str, number: str) -> None:
    expect(page.locator(f"#view-{view} .count")).to_have_text(number)


def test_the_desks_day(
    app: Flask, people: People, nima: Person, queue: tuple[str, str], desk: Callable[[Person], Page]
) -> None:
    sara, other = desk(people.sara), desk(nima)
    crash, again = queue
    _triage(sara, crash)
    _talk(app, sara, other, crash)
    _merge(app, sara, crash, again)
    _transfer(app, sara, other, again)
    _clear_up(app, other)
    menu(sara, "گزارش‌ها").click()
    expect(title(sara)).to_have_text("گزارش‌ها")
    expect(sara.locator(".figure-value").first).to_have_text("۵۰۰")


def _triage(page: Page, code: str) -> None:
    expect_count(page, "open", "۵۰۰")
    press(page, "/")
    page.keyboard.type("سامانه باز")
    page.keyboard.press("Enter")
    expect(page.locator(".queue-row")).to_have_count(2)
    page.locator("#main").focus()
    press(page, "ja")
    expect(page.locator("#bulk-done")).to_contain_text("۱ درخواست تغییر کرد (پشتیبان: سارا احمدی).")
    expect_count(page, "mine", "۱")
    press(page, "o")
    expect(page).to_have_url(re.compile(f"/staff/tickets/{code}"))


def _talk(app: Flask, sara: Page, nima: Page, code: str) -> None:
    nima.goto(f"/staff/tickets/{code}")
    expect(nima.locator("#presence")).to_contain_text("سارا احمدی همین درخواست را می‌بیند")
    composer(nima).fill(ANSWER)
    press(sara, "n")
    expect(sara.get_by_role("textbox", name="یادداشت داخلی")).to_be_focused()
    sara.keyboard.type(NOTE)
    sara.keyboard.press("Control+Enter")
    expect(sara.locator("[data-note]")).to_contain_text(NOTE)
    # Nima has not seen it when the answer is sent: it is shown first, and nothing typed is lost.
    nima.keyboard.press("Control+Enter")
    expect(nima.locator("[data-note]")).to_contain_text(NOTE)
    expect(composer(nima)).to_have_value(ANSWER)
    nima.keyboard.press("Control+Enter")
    expect_status(nima, "پاسخ داده شده")
    pass_poll(sara)
    expect(sara.locator(".letter-text", has_text=ANSWER)).to_be_visible()
    assert [message.kind for message in found(app, code).messages] == [
        MessageKind.REPLY,
        MessageKind.NOTE,
        MessageKind.REPLY,
    ]


def _merge(app: Flask, page: Page, code: str, into: str) -> None:
    page.get_by_text("ادغام در درخواستی دیگر…").click()
    page.locator(".merge-choice", has_text=OTHER).get_by_role("button").click()
    expect(title(page)).to_have_text(OTHER)
    expect(page.locator(".message")).to_have_count(4)
    assert found(app, code).merged_into_id == found(app, into).id


def _transfer(app: Flask, sara: Page, nima: Page, code: str) -> None:
    nima.goto(f"/staff/tickets/{code}")
    sara.get_by_label("دپارتمان").select_option(label=FINANCE)
    expect(sara.locator(".event", has_text=FINANCE)).to_be_visible()
    pass_poll(nima)
    expect(nima.locator(".event", has_text=FINANCE)).to_be_visible()
    composer(nima).press_sequentially("/")
    expect(nima.get_by_role("searchbox", name="جستجو در عنوان و متن")).to_be_focused()
    expect(nima.locator(".canned-reply")).to_be_visible()
    nima.keyboard.press("Enter")
    expect(composer(nima)).to_have_value("رضا کریمی گرامی، کار شما انجام شد.")
    nima.keyboard.press("Control+Enter")
    expect_status(nima, "بسته شده")
    assert [kind for kind, _, _ in events(app, code)] == ["joined", "department", "status", "status"]


def _clear_up(app: Flask, page: Page) -> None:
    page.goto("/staff")
    expect_count(page, "open", "۴۹۸")
    first = page.locator(".queue-row").evaluate_all("rows => rows.map(row => row.id.slice('row-'.length))")
    press(page, "jxjxjxc")
    statement = page.locator("#bulk-done")
    expect(statement).to_contain_text("۳ درخواست تغییر کرد (وضعیت: بسته شده).")
    expect_count(page, "open", "۴۹۵")
    press(page, "z")
    expect(statement).to_contain_text("۳ درخواست به حال پیش برگشت.")
    expect_count(page, "open", "۴۹۸")
    assert set(statuses(app, first)) == {Status.OPEN}
