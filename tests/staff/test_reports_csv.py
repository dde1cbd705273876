"""GET /staff/reports.csv: the same numbers for spreadsheets, which run nothing of it."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department, User
from hamyar_support.spreadsheets import csv_text
from tests.days import assign, at, request
from tests.people import People
from tests.tickets import department, writing

CSV = "/staff/reports.csv"
RANGE = {"from": "1404/8/1", "to": "1404/8/2"}
TRIGGERS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]


def rows(client: FlaskClient, **query: str) -> list[list[str]]:
    response = client.get(CSV, query_string=RANGE | query)
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.text.removeprefix("\ufeff"), newline="")))


def part(found: list[list[str]], name: str) -> list[list[str]]:
    return [row for row in found if row[0] == name]


def test_it_is_a_file_that_excel_reads(sara: FlaskClient) -> None:
    response = sara.get(CSV, query_string=RANGE)
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    disposition = 'attachment; filename="hamyar-report-1404-08-01-1404-08-02.csv"'
    assert response.headers["Content-Disposition"] == disposition
    assert response.headers["Cache-Control"] == "no-store"
    assert b"\n" not in response.data.replace(b"\r\n", b"")


def test_a_row_for_each_day_has_both_calendars_and_the_numbers(app: Flask, sara: FlaskClient, people: People) -> None:
    request(app, people.reza, people.sara, at("1404/7/30"), closed=at("1404/8/2"))
    request(app, people.reza, people.sara, at("1404/8/1", "09:00"), answered=at("1404/8/1", "10:30"))
    found = rows(sara)
    assert {len(row) for row in found} == {17}
    assert [row[1:4] + row[6:11] for row in part(found, "روز")] == [
        ["2025-10-23", "1404/08/01", "پنجشنبه", "1", "0", "0", "2", "1"],
        # A number of our own stays one, below zero too.
        ["2025-10-24", "1404/08/02", "جمعه", "0", "1", "0", "1", "-1"],
    ]
    assert part(found, "مجموع")[0][6:] == ["1", "1", "", "1", "", "1", "90", "90", "1", "2880", "2880"]
    assert len(part(found, "ساعت هفته")) == 7 * 24
    assert part(found, "ساعت هفته")[5 * 24 + 9][3:7] == ["پنجشنبه", "9", "", "1"]


def test_the_filters_of_the_page_hold(app: Flask, sara: FlaskClient, people: People) -> None:
    assign(app, request(app, people.reza, people.sara, at("1404/8/1")), people.sara)
    request(app, people.reza, people.sara, at("1404/8/1"))
    assert [row[6] for row in part(rows(sara), "مجموع")] == ["2"]
    assert [row[6] for row in part(rows(sara, agent="sara"), "مجموع")] == ["1"]
    assert [row[5] for row in part(rows(sara), "پشتیبان")] == ["هیچ‌کس", people.sara.full_name]


def test_a_wrong_range_is_no_file(sara: FlaskClient) -> None:
    response = sara.get(CSV, query_string={"from": "1404/8/2", "to": "1404/8/1"})
    assert (response.status_code, response.mimetype) == (422, "text/html")


@pytest.mark.parametrize("start", TRIGGERS)
def test_names_that_look_like_formulas_are_only_names(
    app: Flask, sara: FlaskClient, people: People, start: str
) -> None:
    name = f'{start}HYPERLINK("http://evil.example";A1)'
    ident = department(app)
    with writing(app) as session:
        session.get_one(User, people.sara.id).full_name = name
        session.get_one(Department, ident).name = name
    assign(app, request(app, people.reza, people.sara, at("1404/8/1"), department=name), people.sara)
    found = rows(sara)
    assert [row[5] for row in (*part(found, "دپارتمان"), *part(found, "پشتیبان"))] == [f"'{name}"] * 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\0=1", "'=1"),
        ("\0", ""),
        (" =1", "' =1"),
        ("\u200f=1", "'\u200f=1"),
        ("\n=1", "'\n'=1"),
        ("نام\n=1", "نام\n'=1"),
        ("نام;=1", "نام;'=1"),
        ("a-b", "a-b"),
        ("۱=۱", "۱=۱"),
        ("", ""),
        ('رضا "کریمی"، تهران, ایران\r\nخط دوم', 'رضا "کریمی"، تهران, ایران\r\nخط دوم'),
    ],
)
def test_cells_come_back_as_they_were_but_what_could_run_is_led_by_an_apostrophe(text: str, kept: str) -> None:
    assert list(csv.reader(StringIO(csv_text([[text, "دیگر"]])[1:], newline=""))) == [[kept, "دیگر"]]


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    assert csv_text([[-5, 0, None, "-5"]]) == "\ufeff-5,0,,'-5\r\n"
