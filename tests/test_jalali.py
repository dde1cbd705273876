"""Dates and times for people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hamyar_support import jalali

TEHRAN = ZoneInfo("Asia/Tehran")


def utc(*fields: int) -> datetime:
    return datetime(*fields, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (utc(2025, 11, 3, 11, 0), "۱۲ آبان ۱۴۰۴"),
        (utc(2025, 3, 20, 20, 29, 59), "۳۰ اسفند ۱۴۰۳"),  # a leap year's last second in Tehran
        (utc(2025, 3, 20, 20, 30), "۱ فروردین ۱۴۰۴"),
        (utc(2024, 3, 19, 20, 29), "۲۹ اسفند ۱۴۰۲"),
        (utc(2024, 3, 19, 20, 30), "۱ فروردین ۱۴۰۳"),
        (utc(2026, 3, 20, 20, 30), "۱ فروردین ۱۴۰۵"),
        (utc(2022, 9, 21, 19, 29), "۳۰ شهریور ۱۴۰۱"),  # the last hours of the last summer time
        (utc(2022, 9, 21, 20, 30), "۳۱ شهریور ۱۴۰۱"),
        (utc(2021, 6, 1, 19, 30), "۱۲ خرداد ۱۴۰۰"),  # midnight came an hour earlier in summer time
        (utc(2023, 6, 1, 19, 30), "۱۱ خرداد ۱۴۰۲"),
        (utc(1925, 3, 31, 12), "۱۱ فروردین ۱۳۰۴"),
        (utc(1600, 3, 20, 12), "۱ فروردین ۹۷۹"),
        (utc(2121, 3, 21, 12), "۱ فروردین ۱۵۰۰"),
    ],
)
def test_day(moment: datetime, shown: str) -> None:
    assert jalali.day(moment, TEHRAN, "fa") == shown


def test_every_form() -> None:
    moment = utc(2025, 11, 3, 11, 0)
    forms = (jalali.day, jalali.short_day, jalali.clock, jalali.datetime_text, jalali.weekday)
    assert [form(moment, TEHRAN, "fa") for form in forms] == [
        "۱۲ آبان ۱۴۰۴",
        "۱۴۰۴/۰۸/۱۲",
        "۱۴:۳۰",
        "۱۲ آبان ۱۴۰۴، ساعت ۱۴:۳۰",
        "دوشنبه",
    ]
    assert [form(moment, TEHRAN, "en") for form in forms] == [
        "12 Aban 1404",
        "1404/08/12",
        "14:30",
        "12 Aban 1404, 14:30",
        "Monday",
    ]
    assert jalali.datetime_text(moment, ZoneInfo("Asia/Tokyo"), "en") == "12 Aban 1404, 20:00"


def test_the_week_starts_on_saturday() -> None:
    saturday = utc(2025, 11, 1, 12)
    week = [jalali.weekday(saturday + timedelta(days=n), TEHRAN, "fa") for n in range(7)]
    assert week == ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
    assert jalali.weekday(utc(2025, 10, 31, 20, 30), TEHRAN, "en") == "Saturday"


def test_a_datetime_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        jalali.day(utc(2025, 11, 3).replace(tzinfo=None), TEHRAN, "fa")


@pytest.mark.parametrize(
    ("ago", "fa", "en"),
    [
        ({"days": -400}, "همین حالا", "just now"),
        ({"seconds": -5}, "همین حالا", "just now"),
        ({"seconds": 59}, "همین حالا", "just now"),
        ({"seconds": 60}, "۱ دقیقه پیش", "1 minute ago"),
        ({"minutes": 59, "seconds": 59}, "۵۹ دقیقه پیش", "59 minutes ago"),
        ({"minutes": 60}, "۱ ساعت پیش", "1 hour ago"),
        ({"hours": 23, "minutes": 59}, "۲۳ ساعت پیش", "23 hours ago"),
        ({"hours": 24}, "دیروز", "yesterday"),
        ({"hours": 38, "minutes": 30}, "دیروز", "yesterday"),  # 00:00 in Tehran
        ({"hours": 38, "minutes": 31}, "۲ روز پیش", "2 days ago"),
        ({"days": 6}, "۶ روز پیش", "6 days ago"),
        ({"days": 7}, "۵ آبان ۱۴۰۴", "5 Aban 1404"),
    ],
)
def test_relative(ago: dict[str, int], fa: str, en: str) -> None:
    now = utc(2025, 11, 3, 11, 0)
    assert jalali.relative(now - timedelta(**ago), now, "fa") == fa
    assert jalali.relative(now - timedelta(**ago), now, "en") == en


def test_relative_in_another_zone_and_on_a_day_of_25_hours() -> None:
    now = utc(2025, 11, 3, 11, 0)
    assert jalali.relative(now - timedelta(hours=38, minutes=31), now, "fa", ZoneInfo("UTC")) == "۲ روز پیش"
    assert jalali.relative(now - timedelta(hours=34), now, "fa", ZoneInfo("UTC")) == "دیروز"
    start, end = jalali.parse_day("۱۴۰۱/۶/۳۰", TEHRAN)
    assert jalali.relative(start, end - timedelta(minutes=30), "fa") == "دیروز"


@pytest.mark.parametrize(
    ("ago", "fa", "en"),
    [
        ({"seconds": -9}, "کمتر از یک دقیقه", "less than a minute"),
        ({"seconds": 59}, "کمتر از یک دقیقه", "less than a minute"),
        ({"minutes": 59, "seconds": 59}, "۵۹ دقیقه", "59 minutes"),
        ({"hours": 1}, "۱ ساعت", "1 hour"),
        ({"hours": 47, "minutes": 59}, "۴۷ ساعت", "47 hours"),
        ({"days": 12, "hours": 23}, "۱۲ روز", "12 days"),
    ],
)
def test_waited(ago: dict[str, int], fa: str, en: str) -> None:
    now = utc(2025, 11, 3, 11, 0)
    assert jalali.waited(now - timedelta(**ago), now, "fa") == fa
    assert jalali.waited(now - timedelta(**ago), now, "en") == en


@pytest.mark.parametrize(
    ("moment", "fa", "en"),
    [
        (utc(2025, 11, 2, 20, 30), "امروز", "Today"),
        (utc(2025, 11, 2, 20, 29), "دیروز", "Yesterday"),
        (utc(2025, 11, 1, 20, 29), "شنبه ۱۰ آبان", "Saturday 10 Aban"),
        (utc(2025, 3, 20, 20, 30), "جمعه ۱ فروردین", "Friday 1 Farvardin"),
        (utc(2025, 3, 20, 20, 29), "۳۰ اسفند ۱۴۰۳", "30 Esfand 1403"),
        (utc(2025, 11, 3, 20, 30), "سه‌شنبه ۱۳ آبان", "Tuesday 13 Aban"),  # a clock was set back
    ],
)
def test_dayline(moment: datetime, fa: str, en: str) -> None:
    now = utc(2025, 11, 3, 11, 0)
    assert jalali.dayline(moment, now, TEHRAN, "fa") == fa
    assert jalali.dayline(moment, now, TEHRAN, "en") == en


@pytest.mark.parametrize(
    "typed", ["۱۴۰۴/۸/۱۲", "1404-08-12", "1404/08/12", "١٤٠٤/٠٨/١٢", "1404.8.12", " ۱۴۰۴/۰۸/۱۲\u200f"]
)
def test_parse_day(typed: str) -> None:
    assert jalali.parse_day(typed, TEHRAN) == (utc(2025, 11, 2, 20, 30), utc(2025, 11, 3, 20, 30))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("1403/12/30", 24), ("1401/1/2", 23), ("1401/6/30", 25), ("1402/1/2", 24), ("1200/1/1", 24), ("1599/12/29", 24)],
)
def test_parsed_days_are_as_long_as_they_were(typed: str, hours: int) -> None:
    start, end = jalali.parse_day(typed, TEHRAN)
    assert end - start == timedelta(hours=hours)
    assert jalali.short_day(start, TEHRAN, "fa") != jalali.short_day(start - timedelta(seconds=1), TEHRAN, "fa")
    assert jalali.parse_day(jalali.short_day(end - timedelta(seconds=1), TEHRAN, "fa"), TEHRAN) == (start, end)


NO_DAYS = """
1404|1404/8|1404/13/1|1404/0/1|1404/8/0|1404/7/31|1404/12/30|2025/11/03|0001/01/01|1404/8-12|04/8/12|۱۴۰۴/۸/۱۲/|a|
1404/8/²|1404 8 12|12/8/1404|-1404/8/12|1404/8/123|14040/8/12|1404/8/12 10:00"""


@pytest.mark.parametrize("typed", [*NO_DAYS.replace("\n", "").split("|"), "", "1404/8/12\n"])
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        jalali.parse_day(typed, TEHRAN)
