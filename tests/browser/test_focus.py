"""Where the focus is: after a navigation, after an error, after closing something."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import department, talk
from .focus import tab_to
from .steps import button, composer, fill_request, link, title


def test_the_first_stop_leads_to_the_content(reza_page: Page, code: str) -> None:
    reza_page.goto("/tickets")
    reza_page.keyboard.press("Tab")
    expect(reza_page.get_by_role("link", name="رفتن به محتوای صفحه")).to_be_focused()
    expect(reza_page.get_by_role("link", name="رفتن به محتوای صفحه")).to_be_in_viewport()
    reza_page.keyboard.press("Enter")
    expect(reza_page.locator("#main")).to_be_focused()
    reza_page.keyboard.press("Tab")
    assert reza_page.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_after_a_navigation_the_focus_is_at_the_new_content_and_its_title_is_said(reza_page: Page, code: str) -> None:
    reza_page.goto("/panel")
    tab_to(reza_page, "مدیریت درخواست")
    reza_page.keyboard.press("Enter")
    expect(title(reza_page)).to_have_text("مدیریت درخواست")
    expect(reza_page.locator("#main")).to_be_focused()
    expect(reza_page.locator("#announce")).to_contain_text("مدیریت درخواست")


def test_after_several_errors_the_focus_is_on_their_list(app: Flask, reza_page: Page) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    tab_to(reza_page, "پیام")
    reza_page.keyboard.press("Control+Enter")
    expect(reza_page.locator(".error-summary")).to_be_focused()
    reza_page.keyboard.press("Tab")
    reza_page.keyboard.press("Enter")
    expect(reza_page.get_by_label("دپارتمان *")).to_be_focused()
    expect(reza_page).to_have_title(re.compile("^خطا"))


def test_after_one_error_the_focus_is_in_its_field(app: Flask, reza_page: Page, code: str) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page, subject=" ")
    reza_page.get_by_label("پیام *").press("Control+Enter")
    expect(reza_page.get_by_text("برای درخواست خود موضوعی بنویسید.")).to_be_visible()
    expect(reza_page.get_by_label("موضوع *")).to_be_focused()
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).press("Control+Enter")
    expect(reza_page.get_by_text("پیام خود را بنویسید.")).to_be_visible()
    expect(composer(reza_page)).to_be_focused()


def test_the_focus_stays_where_a_reply_was_sent_and_where_older_messages_came(
    app: Flask, reza_page: Page, people: People, code: str
) -> None:
    talk(app, code, [people.sara], 60)
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).fill("سلام")
    button(reza_page, "ارسال").focus()
    reza_page.keyboard.press("Enter")
    expect(composer(reza_page)).to_have_value("")
    expect(button(reza_page, "ارسال")).to_be_focused()
    oldest = reza_page.locator("[data-message]").first.get_attribute("id")
    link(reza_page, "پیام‌های قدیمی‌تر").press("Enter")
    expect(reza_page.locator(f"[data-message]:has(~ #{oldest})").last).to_be_focused()


def test_escape_closes_what_is_said(app: Flask, reza_page: Page, tolerated: list[str], code: str) -> None:
    tolerated.append("status of 500")
    reza_page.goto(f"/tickets/{code}")
    reza_page.route("**/messages", lambda route: route.fulfill(status=500))
    composer(reza_page).fill("سلام")
    composer(reza_page).press("Control+Enter")
    expect(reza_page.locator("#notice .toast")).to_be_visible()
    reza_page.keyboard.press("Escape")
    expect(reza_page.locator("#notice .toast")).to_have_count(0)
    expect(composer(reza_page)).to_have_value("سلام")
    expect(composer(reza_page)).to_be_focused()


def test_copying_without_a_clipboard_for_scripts_leaves_the_focus_where_it_is(reza_page: Page, code: str) -> None:
    # As over plain http; the refusal comes late, when one has gone on.
    reza_page.add_init_script("navigator.clipboard.writeText = () => new Promise((_, no) => setTimeout(no, 100));")
    reza_page.goto(f"/tickets/{code}")
    button(reza_page, "کپی").click()
    composer(reza_page).press_sequentially("ممنون", delay=60)
    expect(reza_page.get_by_role("button", name="کپی شد")).to_be_visible()
    expect(composer(reza_page)).to_be_focused()
    expect(composer(reza_page)).to_have_value("ممنون")
