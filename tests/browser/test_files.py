"""The field for files: choosing, dropping, pasting, removing, and what it refuses."""

from __future__ import annotations

import base64

from flask import Flask
from playwright.sync_api import Page, expect

from ..samples import SAMPLES
from .filing import chips, sent_files
from .steps import FILE_NAME, choose_files, file_of

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


def hand_over(page: Page, kind: str, place: str, *files: tuple[str, str, bytes]) -> None:
    given = [[name, mime, base64.b64encode(content).decode()] for name, mime, content in files]
    page.evaluate(HAND_OVER, [kind, place, given])


def test_chosen_files_show_name_and_size_and_add_up(app: Flask, request_form: Page) -> None:
    choose_files(request_form, file_of())
    expect(chips(request_form)).to_have_count(1)
    expect(chips(request_form)).to_contain_text(FILE_NAME)
    expect(chips(request_form)).to_contain_text("بایت")
    choose_files(request_form, file_of("گزارش.pdf"), file_of("فهرست.xlsx"))
    expect(chips(request_form)).to_have_count(3)
    choose_files(request_form, file_of("گزارش.pdf", b"x" * 3 * MEGABYTE))
    expect(chips(request_form).last).to_contain_text("۳ مگابایت")


def test_a_removed_file_is_not_sent(app: Flask, request_form: Page) -> None:
    choose_files(request_form, file_of(), file_of("گزارش.pdf"), file_of("فهرست.csv"))
    request_form.get_by_role("button", name="برداشتن گزارش.pdf").click()
    expect(chips(request_form)).to_have_count(2)
    expect(request_form.get_by_role("button", name="برداشتن فهرست.csv")).to_be_focused()
    assert sent_files(app, request_form) == [FILE_NAME, "فهرست.csv"]


def test_files_can_be_dropped_anywhere(app: Flask, request_form: Page) -> None:
    hand_over(request_form, "drop", "h1", ("قرارداد.docx", "", SAMPLES["docx"]), ("فاکتور.pdf", "", SAMPLES["pdf"]))
    expect(chips(request_form)).to_have_count(2)
    assert sent_files(app, request_form) == ["قرارداد.docx", "فاکتور.pdf"]


def test_a_copied_picture_can_be_pasted(app: Flask, request_form: Page) -> None:
    for _ in range(2):
        hand_over(request_form, "paste", "textarea", ("image.png", "image/png", SAMPLES["png"]))
    expect(chips(request_form)).to_have_count(2)
    assert sent_files(app, request_form) == ["تصویر ۱.png", "تصویر ۲.png"]
