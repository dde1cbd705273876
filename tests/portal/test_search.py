"""GET /tickets?q=…: search by subject, code and text, in Persian as people type it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind
from tests.people import People
from tests.tickets import BODY, SUBJECT, open_ticket, reply

from .test_tickets import subjects

OTHER = "رمز عبور سامانهٔ نامه‌نگاری"


@pytest.fixture(autouse=True)
def _tickets(app: Flask, people: People) -> None:
    open_ticket(app, people.reza, SUBJECT, BODY)
    code = open_ticket(app, people.reza, OTHER, "کارت‌خوان‌ها هم کُند شده‌اند؛ گزارش ۱۴۰۴/۰۸")
    reply(app, code, people.sara, "لطفاً نشانی IP و شمارهٔ سریال VX-820 را بفرستید.")


def test_a_ticket_is_found_however_its_words_are_typed(reza: FlaskClient) -> None:
    typed = ("چاپگر", "چاپ", "نمی‌کند", "نمي كند", "نمیکند", "شعبه مرکزی", "شعبه‌ی مركزي", "مرکزی چاپگر", "برگه ای")
    for query in (*typed, "  چاپگر   شعبه  "):
        assert subjects(reza, q=query) == [SUBJECT], query


def test_the_answers_are_searched_too(reza: FlaskClient) -> None:
    for query in ("کارت خوان", "کارت خوان ها", "كند شده اند", "١٤٠٤", "ip", "vx-820", "نامه نگاری"):
        assert subjects(reza, q=query) == [OTHER], query


def test_the_words_may_stand_in_different_messages(reza: FlaskClient) -> None:
    assert subjects(reza, q="سامانه کارت‌خوان سریال") == [OTHER]


def test_every_word_must_be_there(reza: FlaskClient) -> None:
    assert subjects(reza, q="چاپگر ناموجود") == subjects(reza, q="ناموجود چاپگر") == []
    assert subjects(reza, q="چاپگر سامانه") == []


@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
def test_the_code_is_found_in_any_digits(app: Flask, reza: FlaskClient, people: People, digits: str) -> None:
    code = open_ticket(app, people.reza, "با کد")
    assert subjects(reza, q=code.translate(str.maketrans("0123456789", digits))) == ["با کد"]


def test_the_beginning_of_a_code_is_enough(app: Flask, reza: FlaskClient, people: People) -> None:
    code = open_ticket(app, people.reza, "با کد")
    assert "با کد" in subjects(reza, q=code[:5])


def test_the_names_of_files_are_searched(app: Flask, reza: FlaskClient, people: People) -> None:
    open_ticket(app, people.reza, "با پیوست", files={"صورت‌حساب مهر.csv": "نام,مبلغ\nرضا,1\n".encode()})
    assert subjects(reza, q="صورت حساب مهر") == ["با پیوست"]


def test_what_is_in_no_ticket_finds_none(reza: FlaskClient) -> None:
    for query in ("%", "_", "*", '"', "؟!", "' OR 1=1 --", "\\", "NEAR(", "ناموجود", "\u200c\u200f"):
        assert subjects(reza, q=query) == [], query


def test_no_query_is_an_error(reza: FlaskClient) -> None:
    syntax = ("\x00", "چاپگر OR", 'چاپگر" OR "x', "subject:x", "چاپگر:*", "a & !b", "😀", "<script>")
    for query in (*syntax, "x" * 4000, "ا " * 2000):
        assert reza.get("/tickets", query_string={"q": query}).status_code == 200, query


def test_a_note_is_found_by_staff_and_never_by_the_customer(
    app: Flask, reza: FlaskClient, sara: FlaskClient, people: People
) -> None:
    code = open_ticket(app, people.reza, "با یادداشت")
    reply(app, code, people.sara, "مشتری بدحساب", kind=MessageKind.NOTE, files={"محرمانه.csv": b"a,b\n1,2\n"})
    for query in ("بدحساب", "محرمانه"):
        assert "با یادداشت" in sara.get("/staff", query_string={"view": "all", "q": query}).text
    assert subjects(reza, q="بدحساب") == subjects(reza, q="محرمانه") == []


def test_search_and_filter_work_together(reza: FlaskClient) -> None:
    assert subjects(reza, q="سامانه", status="answered") == [OTHER]
    assert subjects(reza, q="سامانه", status="open") == []


def test_one_customer_does_not_find_anothers(mina: FlaskClient) -> None:
    assert subjects(mina, q="چاپگر") == []


def test_who_finds_nothing_keeps_the_search_box_and_is_not_told_that_nothing_was_ever_sent(reza: FlaskClient) -> None:
    page = reza.get("/tickets", query_string={"q": "ناموجود"}).text
    assert "چیزی پیدا نشد" in page
    assert 'id="ticket-search"' in page
    assert "هنوز درخواستی نفرستاده‌اید" not in page
