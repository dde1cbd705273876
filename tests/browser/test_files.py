"""The field for files: choosing, dropping, pasting, removing, and what it refuses."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from ..people import People
from ..samples import SAMPLES
from ..tickets import department, found
from .steps import FILE_NAME, TICKET, button, choose_files, composer, file_of, fill_request, title

MEGABYTE = 1024 * 1024
# Gives the page the files that a person drags from a folder, or copies from another program.
HAND_OVER = """([kind, place, files]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  const target = document.querySelector(place);
  const settings = { bubbles: true, cancelable: true };
  if (kind === "paste") {
    target.dispatchEvent(new ClipboardEvent("paste", { ...settings, clipboardData: data }));
  } else {
    const steps = ["dragenter", "dragover", "drop"];
    for (const step of steps) target.dispatchEvent(new DragEvent(step, { ...settings, dataTransfer: data }));
  }
}"""


@pytest.fixture
def form(app: Flask, reza_page: Page) -> Page:
    """The page of a new request, filled in."""
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    return reza_page


def hand_over(page: Page, kind: str, place: str, *files: tuple[str, str, bytes]) -> None:
    given = [[name, mime, base64.b64encode(content).decode()] for name, mime, content in files]
    page.evaluate(HAND_OVER, [kind, place, given])


def chips(page: Page) -> Locator:
    return page.locator("[data-chosen] > li")


def refused(page: Page) -> Locator:
    return page.locator("[data-refused] > li")


def sent_files(app: Flask, page: Page) -> list[str]:
    """Send the request; gives the names of the files that came."""
    button(page, "ارسال").click()
    page.wait_for_url(TICKET)
    first = found(app, page.url.rpartition("/")[2]).messages[0]
    return [attachment.name for attachment in first.attachments]


def test_chosen_files_show_name_and_size_and_add_up(app: Flask, form: Page) -> None:
    choose_files(form, file_of())
    expect(chips(form)).to_have_count(1)
    expect(chips(form)).to_contain_text(FILE_NAME)
    expect(chips(form)).to_contain_text("بایت")
    choose_files(form, file_of("گزارش.pdf"), file_of("فهرست.xlsx"))
    expect(chips(form)).to_have_count(3)
    choose_files(form, file_of("گزارش.pdf", b"x" * 3 * MEGABYTE))
    expect(chips(form).last).to_contain_text("۳ مگابایت")


def test_a_removed_file_is_not_sent(app: Flask, form: Page) -> None:
    choose_files(form, file_of(), file_of("گزارش.pdf"), file_of("فهرست.csv"))
    form.get_by_role("button", name="برداشتن گزارش.pdf").click()
    expect(chips(form)).to_have_count(2)
    expect(form.get_by_role("button", name="برداشتن فهرست.csv")).to_be_focused()
    assert sent_files(app, form) == [FILE_NAME, "فهرست.csv"]


def test_files_can_be_dropped_anywhere(app: Flask, form: Page) -> None:
    hand_over(form, "drop", "h1", ("قرارداد.docx", "", SAMPLES["docx"]), ("فاکتور.pdf", "", SAMPLES["pdf"]))
    expect(chips(form)).to_have_count(2)
    assert sent_files(app, form) == ["قرارداد.docx", "فاکتور.pdf"]


def test_a_copied_picture_can_be_pasted(app: Flask, form: Page) -> None:
    for _ in range(2):
        hand_over(form, "paste", "textarea", ("image.png", "image/png", SAMPLES["png"]))
    expect(chips(form)).to_have_count(2)
    assert sent_files(app, form) == ["تصویر ۱.png", "تصویر ۲.png"]


def test_what_cannot_be_sent_is_refused_at_once_and_the_rest_stays(app: Flask, form: Page) -> None:
    choose_files(
        form,
        file_of("برنامه.exe", b"MZ"),
        file_of(),
        file_of("بزرگ.zip", b"x" * 5 * MEGABYTE),
        file_of("خالی.csv", b""),
    )
    expect(chips(form)).to_have_count(1)
    expect(refused(form)).to_have_count(3)
    expect(refused(form).nth(0)).to_contain_text("برنامه.exe")
    expect(refused(form).nth(1)).to_contain_text("کمتر از ۵ مگابایت")
    expect(refused(form).nth(2)).to_contain_text("خالی است")
    assert sent_files(app, form) == [FILE_NAME]


def test_eleven_files_are_one_too_many(app: Flask, form: Page) -> None:
    choose_files(form, *(file_of(f"{number}.csv") for number in range(11)))
    expect(chips(form)).to_have_count(10)
    expect(refused(form)).to_contain_text("10.csv")
    expect(refused(form)).to_contain_text("۱۰ فایل")


def test_what_the_server_refuses_says_why_and_the_rest_stays(app: Flask, form: Page) -> None:
    choose_files(form, file_of(), file_of("جعلی.pdf", SAMPLES["zip"]))
    button(form, "ارسال").click()
    expect(refused(form)).to_contain_text("جعلی.pdf")
    expect(refused(form)).to_contain_text("محتوای این فایل pdf نیست")
    expect(form.get_by_label("موضوع *")).not_to_have_value("")
    expect(form.get_by_label("پیام *")).not_to_have_value("")
    expect(form.get_by_role("checkbox", name=FILE_NAME)).to_be_checked()
    assert form.url.endswith("/tickets/new")
    choose_files(form, file_of("درست.pdf"))
    assert sent_files(app, form) == [FILE_NAME, "درست.pdf"]


def test_a_file_that_the_server_holds_can_still_be_left_out(app: Flask, form: Page) -> None:
    choose_files(form, file_of(), file_of("جعلی.pdf", SAMPLES["zip"]))
    button(form, "ارسال").click()
    form.get_by_role("checkbox", name=FILE_NAME).uncheck()
    assert sent_files(app, form) == []


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
