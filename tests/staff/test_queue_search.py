"""GET /staff?q: search by what staff knows, in Persian as people type it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import MessageKind, Role
from tests.browsing import signed_in
from tests.desk import FINANCE, colleague, queue
from tests.people import People
from tests.tickets import open_ticket, reply, writing

PRINTER, LOGIN = "چاپگر شعبهٔ مرکزی کار نمی‌کند", "رمز عبور سامانهٔ نامه‌نگاری"


@pytest.fixture
def printer(app: Flask, people: People) -> str:
    """A ticket of customer with all particulars, with a reply, a note and a file to each."""
    customer = colleague(app, "yeganeh", "یگانه مؤیّدی", role=Role.CUSTOMER, mobile="09123456789")
    code = open_ticket(app, customer, PRINTER, "از دیروز صبح هیچ برگه‌ای چاپ نمی‌شود.")
    reply(app, code, people.sara, "می‌خواهم شمارهٔ سریال VX-820 را بدانم.", files={"راهنمای نصب.csv": b"a,b\n1,2\n"})
    reply(app, code, people.sara, "مشتری بدحساب", kind=MessageKind.NOTE, files={"محرمانه.csv": b"a,b\n1,2\n"})
    return code


@pytest.fixture(autouse=True)
def _another(app: Flask, people: People) -> None:
    open_ticket(app, people.mina, LOGIN, "وارد نمی‌شود.")


@pytest.mark.parametrize(
    ("where", "queries"),
    [
        ("the subject", ["چاپگر", "شعبه مركزي", "شعبه‌ی مرکزی", "کار نمی کند", "نمیکند"]),
        ("a message", ["می‌خواهم", "مي خواهم", "میخواهم", "سریال vx-820", "۸۲۰", "٨٢٠", "برگه ای"]),
        ("a note", ["بدحساب", "مشتري بدحساب"]),
        ("the name of a file", ["راهنماي نصب", "محرمانه"]),
        ("the customer's name", ["یگانه", "مویدی", "يگانه مؤيدي", "مُؤیِّدی"]),
        ("their username or e-mail", ["yeganeh", "YEGANEH@example.com", "yeganeh@"]),
        ("their mobile", ["09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "0912"]),
        ("several of these at once", ["یگانه چاپگر محرمانه", "۰۹۱۲۳۴۵۶۷۸۹ بدحساب"]),
    ],
)
def test_a_ticket_is_found_by(sara: FlaskClient, printer: str, where: str, queries: list[str]) -> None:
    assert [query for query in queries if queue(sara, q=query) not in ([printer],)] == [], where


@pytest.mark.parametrize("spelling", ["دستگاه کارت‌خوان", "دستگاه كارتخوان", "دستگاه کارت خوان"])
def test_a_compound_is_found_apart_and_in_one(
    app: Flask, sara: FlaskClient, people: People, printer: str, spelling: str
) -> None:
    code = open_ticket(app, people.mina, spelling, "قطع است.")
    for query in ("کارت‌خوان", "کارت خوان", "كارت‌خوان قطع", "دستگاه کارت"):
        assert queue(sara, q=query) == [code], query
    # What was written as two words with a space between is not looked for as one.
    assert queue(sara, q="کارتخوان") == ([] if spelling.count(" ") == 2 else [code])


def test_a_mobile_number_is_found_however_it_is_written(sara: FlaskClient, printer: str) -> None:
    for mobile in ("+98 912 345 6789", "0912 345 6789", "۰۹۱۲-۳۴۵-۶۷۸۹", "00989123456789", "9123456789"):
        assert queue(sara, q=mobile) == [printer], mobile


def test_a_code_is_found_in_any_digits_and_by_its_beginning(sara: FlaskClient, printer: str) -> None:
    persian = printer.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert queue(sara, q=printer) == queue(sara, q=persian) == [printer]
    assert printer in queue(sara, q=printer[:6])


def test_every_word_must_be_there(sara: FlaskClient, printer: str) -> None:
    assert queue(sara, q="چاپگر رمز") == queue(sara, q="یگانه ناموجود") == queue(sara, q="رستمی چاپگر") == []


def test_a_customers_new_name_finds_their_old_tickets(app: Flask, sara: FlaskClient, printer: str) -> None:
    with writing(app):
        person = User.named("yeganeh")
        person.full_name = "یگانه بهمنی"
        person.index()
    assert queue(sara, q="بهمنی") == [printer]
    assert queue(sara, q="مؤیدی") == []


def test_what_is_in_none_or_is_no_word_finds_none(sara: FlaskClient, printer: str) -> None:
    assert [q for q in ("%", "_", "*", '"', "؟!", "' OR 1=1 --", "\\", "NEAR(", "ناموجود") if queue(sara, q=q)] == []


def test_no_query_is_an_error(sara: FlaskClient, printer: str) -> None:
    for query in ("\x00", "چاپگر OR", 'چاپگر" OR "x', "a & !b", "x" * 4000, "ا " * 2000, "😀", "text:چاپگر", "چاپگر:*"):
        queue(sara, q=query)


def test_search_and_filters_work_together(sara: FlaskClient, printer: str) -> None:
    assert queue(sara, q="چاپگر", status="answered", assignee="nobody", priority="medium") == [printer]
    assert queue(sara, q="چاپگر", status="open") == queue(sara, q="چاپگر", priority="high") == []
    assert queue(sara, q="چاپگر", sort="changed", from_="1300/01/01") == [printer]


def test_an_agent_of_another_department_finds_nothing(app: Flask, printer: str) -> None:
    browser = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert [q for q in (printer, "چاپگر", "یگانه", "بدحساب", "0912", "محرمانه") if queue(browser, q=q)] == []


def test_staff_of_the_same_name_bring_no_tickets_up(sara: FlaskClient, printer: str) -> None:
    assert queue(sara, q="احمدی") == queue(sara, q="sara") == []
