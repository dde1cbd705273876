"""What goes wrong on the way: nothing typed is lost, and a notice says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..tickets import department, found
from .steps import BODY, SUBJECT, button, choose_files, composer, expect_notice, file_of, fill_request, open_ticket_page

TEXT = "هنوز درست نشده است."


@pytest.mark.parametrize(("status", "notice"), [(500, "از سوی ما مشکلی پیش آمد."), (507, "فضای ذخیره‌سازی ما پر شده")])
def test_an_error_of_the_server_keeps_the_reply(
    app: Flask, reza_page: Page, code: str, tolerated: list[str], status: int, notice: str
) -> None:
    tolerated.append(f"status of {status}")
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).fill(TEXT)
    choose_files(reza_page, file_of())
    named = {"X-Request-ID": "0123456789abcdef"}
    reza_page.route("**/messages", lambda route: route.fulfill(status=status, headers=named, body="<h1>no</h1>"))
    button(reza_page, "ارسال").click()
    expect_notice(reza_page, notice)
    expect_notice(reza_page, "کد پیگیری خطا: 0123456789abcdef")
    expect(composer(reza_page)).to_have_value(TEXT)
    expect(reza_page.locator("[data-chosen] .file")).to_have_count(1)
    reza_page.unroute("**/messages")
    button(reza_page, "ارسال").click()
    expect(reza_page.locator(".letter-text", has_text=TEXT)).to_be_visible()
    expect(reza_page.locator("#notice")).to_be_empty()
    assert len(found(app, code).messages) == 2


def test_without_a_connection_the_request_stays_and_can_be_sent_later(
    app: Flask, reza_page: Page, tolerated: list[str]
) -> None:
    tolerated += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch"]
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    reza_page.context.set_offline(True)
    button(reza_page, "ارسال").click()
    expect_notice(reza_page, "ارتباط با سرور برقرار نشد.")
    expect(reza_page.get_by_label("موضوع *")).to_have_value(SUBJECT)
    expect(reza_page.get_by_label("پیام *")).to_have_value(BODY)
    reza_page.context.set_offline(False)
    button(reza_page, "ارسال").click()
    expect(reza_page.get_by_role("heading", name=SUBJECT)).to_be_visible()


def test_a_form_out_of_date_is_renewed_in_place(reza_page: Page, code: str, tolerated: list[str]) -> None:
    tolerated.append("status of 401")
    reza_page.goto(f"/tickets/{code}")
    reza_page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'old')")
    composer(reza_page).fill(TEXT)
    with reza_page.expect_response(lambda response: response.request.method == "GET"):
        button(reza_page, "ارسال").click()
    expect_notice(reza_page, "صفحه قدیمی شده بود")
    expect(composer(reza_page)).to_have_value(TEXT)
    button(reza_page, "ارسال").click()
    expect(reza_page.locator(".letter-text", has_text=TEXT)).to_be_visible()


def test_what_the_page_says_by_itself_gets_a_new_token_without_a_word(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str, tolerated: list[str]
) -> None:
    tolerated.append("status of 401")
    page = sign_in(open_page(), people.sara)
    open_ticket_page(page, code, staff=True)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'old')")
    with page.expect_response(lambda response: response.request.method == "GET"):
        composer(page).press_sequentially(TEXT)
    with page.expect_response(lambda response: response.url.endswith("/presence") and response.ok):
        page.clock.fast_forward(10_000)
    expect(page.locator("#notice")).to_be_empty()
    expect(composer(page)).to_have_value(TEXT)


def test_without_scripts_a_form_out_of_date_shows_what_was_typed(
    open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str, tolerated: list[str]
) -> None:
    tolerated.append("status of 400")
    page = sign_in(open_page(java_script_enabled=False), people.reza)
    page.goto(f"/tickets/{code}")
    composer(page).fill(TEXT)
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(field => field.value = 'old')")
    button(page, "ارسال").click()
    expect(page.get_by_role("main")).to_contain_text(TEXT)
