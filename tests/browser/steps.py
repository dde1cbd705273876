"""What people do on the pages, in the words of the guide."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from .. import samples
from ..people import PASSWORD

PATIENCE_MS, LOOK_EVERY_MS = 15_000, 50
TICKET = re.compile(r"/tickets/\d{8}$")
FILE_NAME = "تصویر خطای چاپگر.png"
SUBJECT = "چاپگر شعبهٔ مرکزی کار نمی‌کند"
BODY = "از دیروز صبح هیچ برگه‌ای چاپ نمی‌شود.\nhttps://example.com/printers"


def file_of(name: str = FILE_NAME, data: bytes | None = None) -> dict[str, Any]:
    """A file for `set_input_files`; its content is genuine for the name's extension where none is given."""
    extension = name.rpartition(".")[2]
    content = samples.SAMPLES[extension] if data is None else data
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name, exact=True)


def link(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name, exact=True)


def menu(page: Page, name: str) -> Locator:
    """A link of the main menu: the side bar, or a phone's tabs."""
    return page.get_by_role("navigation", name="فهرست اصلی").get_by_role("link", name=name, exact=True)


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def register(page: Page, username: str = "nasrin", full_name: str = "نسرین ایرانی") -> None:
    """Fill in the registration page, and send it."""
    page.get_by_label("نام و نام خانوادگی *").fill(full_name)
    page.get_by_label("نام کاربری *").fill(username)
    page.get_by_label("ایمیل *").fill(f"{username}@example.com")
    page.get_by_label("تلفن همراه *").fill("۰۹۱۲۳۴۵۶۷۸۹")
    page.get_by_label("رمز عبور *", exact=True).fill(PASSWORD)
    page.get_by_label("تکرار رمز عبور *").fill(PASSWORD)
    button(page, "ثبت").click()


def fill_request(page: Page, subject: str = SUBJECT, body: str = BODY, department: str = "پشتیبانی فنی") -> None:
    """Fill in the form of a new request, files aside."""
    page.get_by_label("دپارتمان *").select_option(label=department)
    page.get_by_label("موضوع *").fill(subject)
    page.get_by_label("پیام *").fill(body)
    page.get_by_role("radio", name="بالا").check()


def choose_files(page: Page, *files: dict[str, Any]) -> None:
    page.locator("input[type=file]").set_input_files(list(files))


def open_ticket_page(page: Page, code: str, *, staff: bool = False) -> None:
    """Open the ticket in a page whose time can be made to pass; one of the staff has then said to be there."""
    page.clock.install()
    if not staff:
        page.goto(f"/tickets/{code}")
        return
    with page.expect_response("**/presence"):
        page.goto(f"/staff/tickets/{code}")


def pass_poll(page: Page, seconds: int = 10) -> None:
    """Let the time pass after which the page asks for news, and wait for the answer."""
    with page.expect_response(lambda response: "since=" in response.url):
        page.clock.fast_forward(seconds * 1000)


def composer(page: Page) -> Locator:
    return page.get_by_label("پاسخ شما")


def status(page: Page) -> Locator:
    """Every place of the ticket's page that shows its status."""
    return page.locator("main .badge")


def expect_status(page: Page, text: str) -> None:
    """Expect `text` as the status of the open ticket in its header and in its information."""
    expect(page.locator("#ticket-header .badge")).to_have_text(text)
    expect(page.locator("#ticket-info :is(.badge, #choose-status option:checked)")).to_have_text(text)


def expect_notice(page: Page, text: str) -> None:
    """Expect that the page says what went wrong."""
    expect(page.locator("#notice")).to_contain_text(text)


def until(page: Page, condition: str, given: object = None) -> None:
    """Wait until the JavaScript function `condition` says yes; the site's policy forbids Playwright's own way."""
    for _ in range(PATIENCE_MS // LOOK_EVERY_MS):
        if page.evaluate(condition, given):
            return
        page.wait_for_timeout(LOOK_EVERY_MS)
    raise AssertionError(f"never came true: {condition}")
