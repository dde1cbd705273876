"""Ranges of days: their boundaries, and the weeks and months that long ones are cut into."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hamyar_support.periods import DAY, Period, is_month, month_start, week_start

TEHRAN = ZoneInfo("Asia/Tehran")
SATURDAY = date(2025, 11, 1)
NOWRUZ = date(2025, 3, 21)  # 1404/1/1, a Friday


def test_a_period_begins_and_ends_at_midnight_of_its_zone() -> None:
    period = Period(SATURDAY, SATURDAY, TEHRAN)
    assert (period.length, period.days) == (1, [SATURDAY])
    assert (period.start, period.end) == (
        datetime(2025, 10, 31, 20, 30, tzinfo=UTC),
        datetime(2025, 11, 1, 20, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Asia/Tehran", date(2025, 3, 20), [24, 24, 24]),
        ("Europe/Berlin", date(2025, 3, 29), [24, 23, 24]),
        ("Europe/Berlin", date(2025, 10, 25), [24, 25, 24]),
        ("Australia/Lord_Howe", date(2025, 4, 5), [24, 24.5, 24]),
        ("Africa/Cairo", date(2025, 4, 24), [24, 23, 24]),  # summer time begins at midnight
        ("America/Havana", date(2025, 11, 1), [24, 25, 24]),  # and ends there: the hour after midnight comes twice
    ],
)
def test_days_have_the_length_that_they_have_there(zone: str, first: date, hours: list[float]) -> None:
    boundaries = Period(first, first + timedelta(days=2), ZoneInfo(zone)).boundaries
    found = [(end - start) / timedelta(hours=1) for start, end in itertools.pairwise(boundaries)]
    assert found == hours


@pytest.mark.parametrize(("days", "grain"), [(1, "day"), (92, "day"), (93, "week"), (400, "week"), (401, "month")])
def test_the_longer_the_range_the_coarser_its_steps(days: int, grain: str) -> None:
    period = Period(SATURDAY, SATURDAY + timedelta(days=days - 1), TEHRAN)
    assert period.grain == grain
    slices = list(period.slices())
    assert (slices[0].start, slices[-1].stop) == (0, days)
    assert all(one.stop == other.start for one, other in itertools.pairwise(slices))
    starts = [period.days[one.start] for one in slices[1:]]
    begins = {"day": lambda day: day, "week": week_start, "month": month_start}[grain]
    assert [day for day in starts if begins(day) != day] == []


def test_weeks_are_whole_but_for_the_first_and_the_last() -> None:
    period = Period(SATURDAY + timedelta(days=3), SATURDAY + timedelta(days=110), TEHRAN)
    lengths = [one.stop - one.start for one in period.slices()]
    assert lengths == [4] + [7] * 14 + [6]


def test_months_and_weeks_begin_where_they_do() -> None:
    assert month_start(NOWRUZ) == NOWRUZ
    assert month_start(NOWRUZ - DAY) == date(2025, 2, 19)  # 1403/12/1, of a leap year
    assert week_start(NOWRUZ) == date(2025, 3, 15)
    assert week_start(NOWRUZ + DAY) == NOWRUZ + DAY


def test_a_month_is_one_from_its_first_to_its_last_day() -> None:
    esfand = date(2025, 2, 19), NOWRUZ - DAY
    assert is_month(*esfand)
    assert not is_month(esfand[0], esfand[1] - DAY)
    assert not is_month(esfand[0] + DAY, esfand[1])
    assert not is_month(esfand[0], date(2025, 4, 20))  # two of them
