"""Which way a text runs: by all of its words, and not by its first letter."""

from __future__ import annotations

from time import process_time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.bidi import direction

from .browsing import document, text_of
from .people import People
from .tickets import open_ticket


@pytest.mark.parametrize(
    "text",
    [
        "سلام",
        "Excel باز نمی‌شود",
        "ERR-4102 هنگام ثبت پرونده می‌آید",
        "Windows 10 روی رایانه من نصب است و مرورگر Chrome آخرین نسخه است (نسخه 120).",
        "Microsoft Office Professional Plus 2019 نصب نیست",
        "https://example.com/a/long/address/of/many/words را ببینید",
        "reza.karimi@example.com ایمیل من است",
        "report-of-the-month.xlsx خالی است",
        "1. اول وارد شدم",
        "سلام، my name is John",
        "שלום",
    ],
)
def test_persian_that_begins_with_a_latin_word_runs_from_right_to_left(text: str) -> None:
    assert direction(text) == "rtl"


@pytest.mark.parametrize(
    "text",
    [
        "Mobile app shows yesterday's date after midnight",
        "ERR-4102: duplicate parcel key (zone 7)",
        "The label «ارسال» is missing on the button",
        "What does «ارسال» mean",
        "https://example.com/",
        "a@example.com",
        "Привет",
    ],
)
def test_what_is_not_persian_runs_from_left_to_right(text: str) -> None:
    assert direction(text) == "ltr"


@pytest.mark.parametrize("text", ["", "۱۲۳", "123 + 4", "؟!"])
def test_what_has_no_word_is_left_to_the_browser(text: str) -> None:
    assert direction(text) == "auto"


@pytest.mark.parametrize("piece", ["a", "a-", "www.", "a@", "A1-", "س‌", "a.b", "1."])
def test_the_longest_text_takes_no_time(piece: str) -> None:
    start = process_time()
    direction(piece * 50_000)
    direction((piece + " ") * 20_000)
    assert process_time() - start < 1


def test_a_subject_runs_that_way_wherever_it_is_shown(
    app: Flask, reza: FlaskClient, sara: FlaskClient, people: People
) -> None:
    subject = "Excel باز نمی‌شود"
    code = open_ticket(app, people.reza, subject)
    pages = [reza.get(path) for path in ("/panel", "/tickets", f"/tickets/{code}", f"/tickets/{code}/info")]
    pages += [sara.get(path) for path in ("/staff?view=all", f"/staff/tickets/{code}")]
    for page in pages:
        shown = [e for e in document(page).iter() if e.get("dir") and text_of(e) == subject]
        assert {e.get("dir") for e in shown} == {"rtl"}, page.request.path
