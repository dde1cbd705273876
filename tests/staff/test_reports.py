"""GET /staff/reports: who may ask, and for what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import jalali
from hamyar_support.models.words import utc_now
from hamyar_support.periods import month_start
from tests.browsing import document, htmx
from tests.days import TEHRAN, at, report, request
from tests.forms import errors, value_of
from tests.people import People

PAGE = "/staff/reports"
NOT_A_DAY = "روز را مانند ۱۴۰۵/۰۸/۱۲ بنویسید."
PIECE = htmx("div#report", PAGE)


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}.csv"])
def test_it_is_for_staff_alone(
    client: FlaskClient, reza: FlaskClient, sara: FlaskClient, admin: FlaskClient, path: str
) -> None:
    assert [reza.get(path).status_code, sara.get(path).status_code, admin.get(path).status_code] == [404, 200, 200]
    assert client.get(path).headers["Location"].startswith("/login?next=")


def test_without_a_range_it_covers_thirty_days_until_today(sara: FlaskClient) -> None:
    today = utc_now().astimezone(TEHRAN).date()
    found = report(sara, "", "")
    assert (found.period.last, found.period.length) == (today, 30)
    shown = sara.get(PAGE)
    assert value_of(shown, "to") == jalali.short_day(utc_now(), TEHRAN, "fa")
    current = [a.text for a in document(shown).iter("a") if a.get("aria-current") == "true"]
    assert current == ["۳۰ روز گذشته"]


def test_the_usual_ranges_are_a_click_away(sara: FlaskClient) -> None:
    today = utc_now().astimezone(TEHRAN).date()
    links = {a.text: a.get("href") for a in document(sara.get(PAGE)).iter("a") if "from=" in (a.get("href") or "")}
    lengths = {}
    for name in ("۷ روز گذشته", "۹۰ روز گذشته", "این ماه"):
        first, last = (part.partition("=")[2] for part in links[name].partition("?")[2].split("&"))
        period = report(sara, first, last).period
        assert period.last == today
        lengths[name] = period.length
    month = (today - month_start(today)).days + 1
    assert lengths == {"۷ روز گذشته": 7, "۹۰ روز گذشته": 90, "این ماه": month}


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"from": "1404/13/1"}, {"from": NOT_A_DAY}),
        ({"from": "2025-11-03", "to": "دیروز"}, {"from": NOT_A_DAY, "to": NOT_A_DAY}),
        ({"to": "1404/12/30"}, {"to": NOT_A_DAY}),
        ({"from": "\x00", "to": "9" * 5000}, {"from": NOT_A_DAY, "to": NOT_A_DAY}),
        ({"from": "1404/8/2", "to": "1404/8/1"}, {"to": "روز پایان پیش از روز آغاز است."}),
        ({"from": "1599/1/1"}, {"from": "این روز هنوز نرسیده است."}),
        ({"from": "1402/1/1", "to": "1404/1/3"}, {"to": "گزارش حداکثر دو سال را در بر می‌گیرد."}),
    ],
)
@pytest.mark.parametrize("headers", [{}, PIECE], ids=["plain", "htmx"])
def test_a_wrong_day_is_told_beside_its_field(
    sara: FlaskClient, query: dict[str, str], wrong: dict[str, str], headers: dict[str, str]
) -> None:
    response = sara.get(PAGE, query_string=query, headers=headers)
    assert (response.status_code, errors(response)) == (422, wrong)
    assert document(response).find(".//*[@role='img']") is None
    # A browser shows a NUL as �.
    assert {name: value_of(response, name) for name in query} == {n: q.replace("\0", "�") for n, q in query.items()}


def test_two_years_are_not_too_long_and_what_lies_ahead_is_left_out(sara: FlaskClient) -> None:
    assert report(sara, "1402/1/1", "1403/12/30").period.length == 731
    today = utc_now().astimezone(TEHRAN).date()
    yesterday = jalali.short_day(utc_now() - timedelta(days=1), TEHRAN, "fa")
    assert report(sara, yesterday, "1599/12/29").period.days == [today - timedelta(days=1), today]


@pytest.mark.parametrize(
    "query", [{"department": "999"}, {"agent": "nobody"}, {"department": "x' OR 1=1", "agent": "\x00"}]
)
def test_who_does_not_exist_counts_as_not_said(
    app: Flask, sara: FlaskClient, people: People, query: dict[str, str]
) -> None:
    request(app, people.reza, people.sara, at("1404/8/1"))
    assert report(sara, "1404/8/1", "1404/8/1", **query).opened == 1
