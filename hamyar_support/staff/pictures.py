"""A report as pictures: its numbers in steps that fit a chart, and the shapes that the templates draw of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _

from .. import charts, jalali
from ..models.report import Day, Group, OfDays, Report, Spread
from ..periods import is_month, month_start, week_start

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
RESPONSE_LIMITS = (15 * MINUTE, HOUR, 4 * HOUR, DAY)
RESOLUTION_LIMITS = (4 * HOUR, DAY, 3 * DAY, 7 * DAY)
# So few days have a label each; of more only the Saturdays have, and of weeks those in which a month begins.
ALL_LABELLED = 10
MOST_TICKS, MOST_TICKS_ON_PHONES = 14, 4


@dataclass(frozen=True)
class Step(OfDays):
    """A day, a week or a month of the report, or what the report has of it (`partial`); `backlog` is its end's."""

    days: Sequence[Day]
    label: str
    partial: bool


@dataclass(frozen=True)
class Tick:
    """A label under an axis; a minor one gives way where there is little room."""

    x: str
    text: str
    minor: bool


@dataclass(frozen=True)
class Band:
    """How many waits were so long, as a number, as a share of a hundred, and as a bar."""

    label: str
    number: int
    share: int
    bar: charts.Box


@dataclass(frozen=True)
class Bars:
    """The bar `median` is as long as half of the waits were at most, `ninetieth` as nine in ten were."""

    spread: Spread
    median: charts.Box
    ninetieth: charts.Box


class Pictures:
    """Everything that the page of `report` draws, for readers of `locale`."""

    def __init__(self, report: Report, today: date, locale: str, *, rtl: bool) -> None:
        self.report = report
        self.grain = report.period.grain
        self.weekdays = jalali.weekdays(locale)
        self.rtl, self._locale = rtl, locale
        parts = (report.days[part.start : part.stop] for part in report.period.slices())
        self.steps = [Step(days, self._label(days), self._is_partial(days, today)) for days in parts]
        self.busiest = max(self.steps, key=lambda step: step.opened)
        self.fullest = max(self.steps, key=lambda step: step.backlog)
        opened, closed = [step.opened for step in self.steps], [step.closed for step in self.steps]
        self.flow = charts.time_chart(closed, opened, rtl=rtl)
        self.backlog = charts.time_chart([step.backlog for step in self.steps], rtl=rtl)
        self.ticks = self._ticks()
        self.cells = charts.heat_grid(report.hours, rtl=rtl)
        self.hour_ticks = [Tick(charts.across(hour, 24, rtl=rtl), str(hour), hour % 6 > 0) for hour in range(0, 24, 3)]
        self.response = self._bands(report.response, RESPONSE_LIMITS)
        self.resolution = self._bands(report.resolution, RESOLUTION_LIMITS)
        self.departments, self.agents = self._groups(report.departments), self._groups(report.agents)

    @property
    def is_empty(self) -> bool:
        return not (self.report.opened or self.report.closed)

    @property
    def before(self) -> int:
        """How many requests stood open when the period began."""
        first = self.report.days[0]
        return first.backlog - first.opened + first.closed - first.reopened

    @property
    def peak(self) -> tuple[str, int, int]:
        """The day of the week and the hour that most requests came in, and their number."""
        week = ((number, day, hour) for day, row in enumerate(self.report.hours) for hour, number in enumerate(row))
        number, day, hour = max(week, key=lambda found: found[0])
        return self.weekdays[day], hour, number

    def _label(self, days: Sequence[Day]) -> str:
        first, last = days[0].date, days[-1].date
        if self.grain == "month" and is_month(first, last):
            return jalali.month(first, self._locale)
        if self.grain != "day":
            first_day, last_day = (jalali.day_of_month(day, self._locale) for day in (first, last))
            return _("%(first)s to %(last)s", first=first_day, last=last_day)
        return f"{self.weekdays[(first.weekday() + 2) % 7]} {jalali.day_of_month(first, self._locale)}"

    def _is_partial(self, days: Sequence[Day], today: date) -> bool:
        if self.grain == "month":
            return not is_month(days[0].date, days[-1].date)
        return len(days) < 7 if self.grain == "week" else days[0].date == today

    def _ticks(self) -> list[Tick]:
        found = list(self._labels())
        found = [found[place] for place in sorted(charts.few(len(found), MOST_TICKS))]
        major = charts.few(len(found), MOST_TICKS_ON_PHONES)
        return [
            Tick(charts.across(step, len(self.steps), rtl=self.rtl), text, place not in major)
            for place, (step, text) in enumerate(found)
        ]

    def _labels(self) -> Iterator[tuple[int, str]]:
        """The steps that deserve a label, and what it says."""
        for number, step in enumerate(self.steps):
            dates = [day.date for day in step.days]
            if self.grain == "month":
                yield number, jalali.month(dates[0], self._locale)
            elif labelled := next(filter(self._is_labelled, dates), None):
                yield number, jalali.day_of_month(labelled, self._locale)

    def _is_labelled(self, day: date) -> bool:
        if self.grain == "week":
            return month_start(day) == day
        return len(self.steps) <= ALL_LABELLED or week_start(day) == day

    def _bands(self, spread: Spread, limits: Sequence[int]) -> list[Band]:
        edges = [0, *(spread.number_within(limit) for limit in limits), len(spread)]
        numbers = [after - before for before, after in pairwise(edges)]
        labels = [_("Up to %(time)s", time=jalali.duration(limit, self._locale)) for limit in limits]
        labels.append(_("More than %(time)s", time=jalali.duration(limits[-1], self._locale)))
        shares = [round(100 * number / (len(spread) or 1)) for number in numbers]
        bars = [charts.bar(number, max(numbers), rtl=self.rtl) for number in numbers]
        return [Band(*band) for band in zip(labels, numbers, shares, bars, strict=True)]

    def _groups(self, groups: Sequence[Group]) -> list[tuple[Group, Bars, Bars]]:
        responses = self._bars([group.response for group in groups])
        resolutions = self._bars([group.resolution for group in groups])
        return list(zip(groups, responses, resolutions, strict=True))

    def _bars(self, spreads: Sequence[Spread]) -> list[Bars]:
        longest = max((spread.ninetieth or 0 for spread in spreads), default=0)
        return [
            Bars(spread, *(charts.bar(length, longest, rtl=self.rtl) for length in (spread.median, spread.ninetieth)))
            for spread in spreads
        ]
