"""GET /staff/reports: what the page shows."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, htmx
from tests.days import at, request
from tests.people import People

PAGE = "/staff/reports"
RANGE = {"from": "1404/8/1", "to": "1404/8/7"}
PIECE = htmx("div#report", PAGE)


@pytest.fixture
def some(app: Flask, people: People) -> None:
    """Three requests of the first days of Aban 1404, one of them closed."""
    for day, closed in (("1404/8/1", at("1404/8/3")), ("1404/8/1", None), ("1404/8/5", None)):
        request(app, people.reza, people.sara, at(day, "09:00"), answered=at(day, "10:30"), closed=closed)


def text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def by_class(root: Any, name: str) -> list[Any]:
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def test_htmx_gets_the_report_alone_and_the_page_has_the_same(some: None, sara: FlaskClient) -> None:
    piece = sara.get(PAGE, query_string=RANGE, headers=PIECE)
    assert piece.text.startswith('<div class="report" id="report">')
    assert piece.text in sara.get(PAGE, query_string=RANGE).text


def test_each_picture_says_what_it_shows_and_has_its_numbers_in_a_table(some: None, sara: FlaskClient) -> None:
    root = document(sara.get(PAGE, query_string=RANGE))
    pictures = root.findall(".//*[@role='img']")
    assert len(pictures) == 3
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    for picture in pictures:
        assert [bool(text(ids[label])) for label in picture.get("aria-labelledby").split()] == [True, True]
        assert [child.tag.rpartition("}")[2] for child in picture][:2] == ["title", "desc"]
    tables = [table for details in root.iter("details") for table in details.iter("table")]
    assert len(tables) == 3
    for table in root.find(".//main").iter("table"):
        assert text(table.find("caption"))
        assert {head.get("scope") for head in table.iter("th")} == {"col", "row"}


def test_the_table_behind_the_days_has_a_row_for_each(some: None, sara: FlaskClient) -> None:
    table = document(sara.get(PAGE, query_string=RANGE)).find(".//details").find(".//table")
    rows = [[text(cell) for cell in row] for row in table.find("tbody").iter("tr")]
    assert len(rows) == 7
    assert rows[0] == ["پنجشنبه ۱ آبان", "۲", "۰", "۰"]
    assert rows[2] == ["شنبه ۳ آبان", "۰", "۱", "۰"]


def test_waits_are_told_in_words(some: None, sara: FlaskClient) -> None:
    figures = [text(figure) for figure in by_class(document(sara.get(PAGE, query_string=RANGE)), "figure")]
    assert figures[:4] == [
        "دریافتی ۳",
        "بسته شده ۱ ۰ دوباره باز شد",
        "باز در پایان ۲ ۰ در آغاز",
        "نخستین پاسخ، میانه ۱ ساعت و ۳۰ دقیقه ۹۰٪ تا ۱ ساعت و ۳۰ دقیقه",
    ]


def test_nothing_in_the_range_has_a_page_of_its_own(some: None, sara: FlaskClient) -> None:
    root = document(sara.get(PAGE, query_string={"from": "1404/9/1", "to": "1404/9/2"}))
    assert len(by_class(root, "empty")) == 1
    assert root.find(".//*[@role='img']") is None


def test_one_request_on_one_day_is_a_report_too(app: Flask, sara: FlaskClient, people: People) -> None:
    request(app, people.reza, people.sara, at("1404/8/1"))
    root = document(sara.get(PAGE, query_string={"from": "1404/8/1", "to": "1404/8/1"}))
    assert len(root.findall(".//*[@role='img']")) == 3


@pytest.mark.parametrize("days", [("1404/1/1", "1404/12/29"), ("1403/1/1", "1404/12/29")], ids=["weeks", "months"])
def test_long_ranges_are_drawn_in_fewer_steps(some: None, sara: FlaskClient, days: tuple[str, str]) -> None:
    root = document(sara.get(PAGE, query_string=dict(zip(("from", "to"), days, strict=True))))
    rows = list(root.find(".//details").find(".//table").find("tbody").iter("tr"))
    assert len(rows) < 60


def test_it_is_there_in_english_too(some: None, sara: FlaskClient) -> None:
    sara.post("/language", data={"locale": "en", "next": PAGE, "csrf_token": _token(sara)})
    page = sara.get(PAGE, query_string=RANGE).text
    assert "3 received and 1 closed" in page
    assert "1 hour 30 minutes" in page


def _token(client: FlaskClient) -> str:
    return str(document(client.get(PAGE)).find(".//input[@name='csrf_token']").get("value"))
