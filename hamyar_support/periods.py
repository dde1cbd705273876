"""Ranges of days: where each day begins, and the weeks and months that long ranges are cut into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

from . import jalali

DAY = timedelta(days=1)
# The longest ranges that are still shown by the day and by the week.
LONGEST_BY_DAY, LONGEST_BY_WEEK = 92, 400


def week_start(day: date) -> date:
    """The Saturday that begins the week of `day`."""
    return day - (day.weekday() + 2) % 7 * DAY


def month_start(day: date) -> date:
    """The first day of the Jalali month that `day` lies in."""
    return day - (JalaliDate.to_jalali(day).day - 1) * DAY


def is_month(first: date, last: date) -> bool:
    """Whether the days from `first` to `last` are a Jalali month."""
    return month_start(first) == first == month_start(last) and month_start(last + DAY) > last


STARTS: dict[str, Callable[[date], date]] = {"day": lambda day: day, "week": week_start, "month": month_start}


@dataclass(frozen=True)
class Slice:
    """Neighbouring days of a period, from its day number `start` to before `stop`."""

    start: int
    stop: int


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, as they begin and end in `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    @classmethod
    def until(cls, last: date, length: int, zone: ZoneInfo) -> Period:
        """The `length` days that end with `last`."""
        return cls(last - (length - 1) * DAY, last, zone)

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def days(self) -> list[date]:
        return [self.first + n * DAY for n in range(self.length)]

    @cached_property
    def boundaries(self) -> list[datetime]:
        """Where each day begins and the last one ends, in UTC. Days need not have 24 hours."""
        return [jalali.day_start(day, self.zone) for day in (*self.days, self.last + DAY)]

    @property
    def start(self) -> datetime:
        return self.boundaries[0]

    @property
    def end(self) -> datetime:
        return self.boundaries[-1]

    @property
    def grain(self) -> str:
        """How finely the period is drawn: by the "day", the "week" or the "month"."""
        if self.length <= LONGEST_BY_DAY:
            return "day"
        return "week" if self.length <= LONGEST_BY_WEEK else "month"

    def slices(self) -> Iterator[Slice]:
        """The period cut into days, weeks from Saturday, or Jalali months; the outermost may be cut short."""
        begins, start = STARTS[self.grain], 0
        for number, day in enumerate(self.days):
            if number > start and begins(day) == day:
                yield Slice(start, number)
                start = number
        yield Slice(start, self.length)
