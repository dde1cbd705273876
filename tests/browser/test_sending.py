"""Sending: its progress, stopping it, and that a hurried hand sends once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from ..people import People
from ..samples import SAMPLES
from ..tickets import department, found
from .steps import TICKET, button, choose_files, composer, file_of, fill_request

# A csv of a megabyte and a half, which takes a while on a line of 8 Mbit/s.
LARGE = SAMPLES["csv"] + "سارا,تهران\n".encode() * 80_000
LINE = {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 1_000_000}
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const bars = [...document.querySelectorAll("[data-chosen] progress")];
    if (bars.length && bars[0].checkVisibility()) window.seen.push(bars.map(bar => bar.value));
    requestAnimationFrame(look);
  };
  look();
}"""


def slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", LINE)


def test_progress_is_seen_file_by_file(app: Flask, reza_page: Page, code: str) -> None:
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).fill("دو فهرست")
    choose_files(reza_page, file_of("یک.csv", LARGE), file_of("دو.csv", LARGE + b"x,y\n"))
    slow_down(reza_page)
    reza_page.evaluate(WATCH)
    button(reza_page, "ارسال").click()
    expect(reza_page.get_by_role("link", name="دو.csv")).to_be_visible()
    seen = reza_page.evaluate("window.seen")
    assert any(0 < first < 1 for first, _ in seen)
    assert any(first == 1 and 0 < second < 1 for first, second in seen)
    for before, after in pairwise(seen):
        assert all(earlier <= later for earlier, later in zip(before, after, strict=True))
    assert len(found(app, code).messages) == 2


# What had come of the stopped request lies in a file that Werkzeug leaves to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_upload_can_be_stopped(app: Flask, reza_page: Page, code: str, tolerated: list[str]) -> None:
    tolerated.append("AbortError")
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).fill("یک فهرست")
    choose_files(reza_page, file_of("یک.csv", LARGE))
    slow_down(reza_page)
    button(reza_page, "ارسال").click()
    reza_page.get_by_role("button", name="توقف ارسال").click()
    expect(reza_page.get_by_role("button", name="توقف ارسال")).to_be_hidden()
    expect(composer(reza_page)).to_have_value("یک فهرست")
    expect(reza_page.locator("[data-chosen] > li")).to_have_count(1)
    assert len(found(app, code).messages) == 1


def test_a_double_click_sends_one_request(app: Flask, reza_page: Page, people: People) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    button(reza_page, "ارسال").dblclick()
    reza_page.wait_for_url(TICKET)
    reza_page.goto("/tickets")
    expect(reza_page.locator(".ticket-row")).to_have_count(1)


def test_a_double_click_sends_one_reply(app: Flask, reza_page: Page, code: str) -> None:
    reza_page.goto(f"/tickets/{code}")
    composer(reza_page).fill("یک بار")
    button(reza_page, "ارسال").dblclick()
    expect(reza_page.locator(".letter-text", has_text="یک بار")).to_have_count(1)
    expect(composer(reza_page)).to_have_value("")
    assert len(found(app, code).messages) == 2


def test_a_form_sent_again_from_history_makes_one_ticket(app: Flask, reza_page: Page) -> None:
    department(app)
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    form_id = reza_page.locator("#ticket-form [name=form_id]").input_value()
    button(reza_page, "ارسال").click()
    reza_page.wait_for_url(TICKET)
    first = reza_page.url
    reza_page.goto("/tickets/new")
    fill_request(reza_page)
    reza_page.evaluate("id => { document.querySelector('#ticket-form [name=form_id]').value = id }", form_id)
    button(reza_page, "ارسال").click()
    reza_page.wait_for_url(first)
    reza_page.goto("/tickets")
    expect(reza_page.locator(".ticket-row")).to_have_count(1)
