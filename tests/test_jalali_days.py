"""Names of days and months, beginnings of days, lengths of time in words."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from hamyar_support import jalali

NOWRUZ = date(2025, 3, 21)  # 1404/1/1, a Friday
DAY = timedelta(days=1)


def test_names_of_days_and_months() -> None:
    assert (jalali.day_of_month(NOWRUZ, "fa"), jalali.day_of_month(NOWRUZ, "en")) == ("۱ فروردین", "1 Farvardin")
    assert (jalali.month(NOWRUZ - DAY, "fa"), jalali.month(NOWRUZ, "en")) == ("اسفند ۱۴۰۳", "Farvardin 1404")
    assert jalali.weekdays("fa")[0] == "شنبه"


def test_a_day_begins_at_one_o_clock_where_midnight_is_left_out() -> None:
    tehran = ZoneInfo("Asia/Tehran")
    start = jalali.day_start(date(2022, 3, 22), tehran)
    assert start.astimezone(tehran).hour == 1
    assert jalali.day_start(date(2022, 3, 23), tehran) - start == timedelta(hours=23)


@pytest.mark.parametrize(
    ("seconds", "fa", "en"),
    [
        (0, "کمتر از یک دقیقه", "less than a minute"),
        (29, "کمتر از یک دقیقه", "less than a minute"),
        (31, "۱ دقیقه", "1 minute"),
        (59 * 60 + 29, "۵۹ دقیقه", "59 minutes"),
        (59 * 60 + 31, "۱ ساعت", "1 hour"),
        (7800, "۲ ساعت و ۱۰ دقیقه", "2 hours 10 minutes"),
        (24 * 3600 - 29, "۱ روز", "1 day"),
        (76 * 3600 + 1799, "۳ روز و ۴ ساعت", "3 days 4 hours"),
        (400 * 24 * 3600, "۴۰۰ روز", "400 days"),
    ],
)
def test_lengths_of_time_are_said_in_two_units_at_most(seconds: int, fa: str, en: str) -> None:
    assert (jalali.duration(seconds, "fa"), jalali.duration(seconds, "en")) == (fa, en)
