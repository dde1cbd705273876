"""The session ends while one types: the text stays, one logs in beside it and goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from hamyar_support.extensions import begin_write, db
from hamyar_support.models import LoginSession, User

from ..people import PASSWORD, People
from .steps import button, composer, expect_notice, open_ticket_page, pass_poll

TEXT = "هنوز درست نشده است."


def end_sessions(app: Flask, username: str) -> None:
    with app.app_context():
        begin_write()
        user = User.named(username)
        assert user is not None
        LoginSession.end_all(user)
        db.session.commit()


@pytest.mark.parametrize("found_by", ["a poll", "sending"])
def test_a_session_that_ended_while_one_types(
    app: Flask, reza_page: Page, people: People, code: str, tolerated: list[str], found_by: str
) -> None:
    # The draft is turned away too.
    tolerated += ["status of 401", "status of 400", "ERR_FAILED"]
    open_ticket_page(reza_page, code)
    composer(reza_page).fill(TEXT)
    end_sessions(app, people.reza.username)
    if found_by == "sending":
        button(reza_page, "ارسال").click()
    else:
        pass_poll(reza_page)
    expect_notice(reza_page, "نشست شما پایان یافته")
    expect(composer(reza_page)).to_have_value(TEXT)
    with reza_page.context.expect_page() as opened:
        reza_page.locator("#notice").get_by_role("link").click()
    opened.value.get_by_label("نام کاربری *").fill("reza")
    opened.value.get_by_label("رمز عبور *").fill(PASSWORD)
    button(opened.value, "ورود").click()
    opened.value.wait_for_url("**/panel")
    opened.value.close()
    reza_page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(reza_page.locator("#notice")).to_be_empty()
    button(reza_page, "ارسال").click()
    expect(reza_page.locator(".letter-text", has_text=TEXT)).to_be_visible()


def test_a_session_that_ended_while_nothing_is_typed_leads_to_the_login_page(
    app: Flask, reza_page: Page, people: People, code: str, tolerated: list[str]
) -> None:
    tolerated.append("status of 401")
    open_ticket_page(reza_page, code)
    end_sessions(app, people.reza.username)
    pass_poll(reza_page)
    reza_page.wait_for_url("**/login?next=**")
    reza_page.get_by_label("نام کاربری *").fill("reza")
    reza_page.get_by_label("رمز عبور *").fill(PASSWORD)
    button(reza_page, "ورود").click()
    reza_page.wait_for_url(f"**/tickets/{code}")


def test_without_scripts_what_was_typed_is_shown_and_sent_after_logging_in_beside_it(
    app: Flask,
    open_page: Callable[..., Page],
    sign_in: Callable[..., Page],
    people: People,
    code: str,
    tolerated: list[str],
) -> None:
    tolerated.append("status of 401")
    page = sign_in(open_page(java_script_enabled=False), people.reza)
    page.goto(f"/tickets/{code}")
    composer(page).fill(TEXT)
    end_sessions(app, people.reza.username)
    button(page, "ارسال").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name="در برگه تازه‌ای وارد شوید").click()
    opened.value.get_by_label("نام کاربری *").fill("reza")
    opened.value.get_by_label("رمز عبور *").fill(PASSWORD)
    button(opened.value, "ورود").click()
    opened.value.wait_for_url(f"**/tickets/{code}")
    composer(opened.value).fill(page.get_by_text(TEXT).inner_text())
    button(opened.value, "ارسال").click()
    expect(opened.value.locator(".letter-text", has_text=TEXT)).to_be_visible()
