"""Files that cannot be sent: each says why, and the rest and the text stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..samples import SAMPLES
from ..tickets import department
from .filing import chips, refused, sent_files
from .steps import FILE_NAME, button, choose_files, composer, file_of, fill_request, title

MEGABYTE = 1024 * 1024


def test_what_cannot_be_sent_is_refused_at_once_and_the_rest_stays(app: Flask, request_form: Page) -> None:
    choose_files(
        request_form,
        file_of("برنامه.exe", b"MZ"),
        file_of(),
        file_of("بزرگ.zip", b"x" * 5 * MEGABYTE),
        file_of("خالی.csv", b""),
    )
    expect(chips(request_form)).to_have_count(1)
    expect(refused(request_form)).to_have_count(3)
    expect(refused(request_form).nth(0)).to_contain_text("برنامه.exe")
    expect(refused(request_form).nth(1)).to_contain_text("کمتر از ۵ مگابایت")
    expect(refused(request_form).nth(2)).to_contain_text("خالی است")
    assert sent_files(app, request_form) == [FILE_NAME]


def test_eleven_files_are_one_too_many(app: Flask, request_form: Page) -> None:
    choose_files(request_form, *(file_of(f"{number}.csv") for number in range(11)))
    expect(chips(request_form)).to_have_count(10)
    expect(refused(request_form)).to_contain_text("10.csv")
    expect(refused(request_form)).to_contain_text("۱۰ فایل")


def test_what_the_server_refuses_says_why_and_the_rest_stays(app: Flask, request_form: Page) -> None:
    choose_files(request_form, file_of(), file_of("جعلی.pdf", SAMPLES["zip"]))
    button(request_form, "ارسال").click()
    expect(refused(request_form)).to_contain_text("جعلی.pdf")
    expect(refused(request_form)).to_contain_text("محتوای این فایل pdf نیست")
    expect(request_form.get_by_label("موضوع *")).not_to_have_value("")
    expect(request_form.get_by_label("پیام *")).not_to_have_value("")
    expect(request_form.get_by_role("checkbox", name=FILE_NAME)).to_be_checked()
    assert request_form.url.endswith("/tickets/new")
    choose_files(request_form, file_of("درست.pdf"))
    assert sent_files(app, request_form) == [FILE_NAME, "درست.pdf"]


def test_what_the_server_holds_of_a_form_with_nothing_typed_is_not_chosen_a_second_time(
    app: Flask, reza_page: Page
) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    choose_files(reza_page, file_of())
    button(reza_page, "ارسال").click()
    expect(reza_page.get_by_role("checkbox", name=FILE_NAME)).to_be_checked()
    expect(chips(reza_page)).to_have_count(0)
    fill_request(reza_page)
    assert sent_files(app, reza_page) == [FILE_NAME]


def test_why_a_file_is_refused_is_in_view_and_read_out_with_the_field(request_form: Page) -> None:
    choose_files(request_form, file_of("جعلی.pdf", SAMPLES["zip"]))
    button(request_form, "ارسال").click()
    expect(refused(request_form)).to_be_in_viewport(ratio=1)
    field = request_form.get_by_label("انتخاب فایل")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("محتوای این فایل pdf نیست"))


def test_a_file_that_the_server_holds_can_still_be_left_out(app: Flask, request_form: Page) -> None:
    choose_files(request_form, file_of(), file_of("جعلی.pdf", SAMPLES["zip"]))
    button(request_form, "ارسال").click()
    request_form.get_by_role("checkbox", name=FILE_NAME).uncheck()
    assert sent_files(app, request_form) == []


def test_without_scripts_files_are_chosen_sent_and_refused(
    app: Flask, open_page: Callable[..., Page], people: People, sign_in: Callable[..., Page], code: str
) -> None:
    page = sign_in(open_page(java_script_enabled=False), people.reza)
    page.goto(f"/tickets/{code}")
    composer(page).fill("این هم تصویر")
    choose_files(page, file_of(), file_of("جعلی.pdf", SAMPLES["zip"]))
    button(page, "ارسال").click()
    expect(refused(page)).to_contain_text("محتوای این فایل pdf نیست")
    expect(composer(page)).to_have_value("این هم تصویر")
    expect(page.get_by_role("checkbox", name=FILE_NAME)).to_be_checked()
    button(page, "ارسال").click()
    expect(page.get_by_role("link", name=FILE_NAME)).to_be_visible()
    expect(title(page)).to_be_visible()
