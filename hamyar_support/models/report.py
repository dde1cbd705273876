"""What a report holds: numbers by the day, the hour of the week, the department and the agent."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from ..periods import Period


@dataclass(frozen=True)
class Spread:
    """Lengths of time in whole seconds, the shortest first."""

    seconds: Sequence[int]

    def __len__(self) -> int:
        return len(self.seconds)

    @property
    def median(self) -> int | None:
        """The one in the middle, or between the two there; None where there are none."""
        middle = self.seconds[(len(self) - 1) // 2 : len(self) // 2 + 1]
        return sum(middle) // len(middle) if middle else None

    @property
    def ninetieth(self) -> int | None:
        """The shortest that nine in ten did not exceed; None where there are none."""
        return self.seconds[ceil(0.9 * len(self)) - 1] if self.seconds else None

    def number_within(self, seconds: int) -> int:
        """How many took `seconds` at most."""
        return bisect_right(self.seconds, seconds)


@dataclass(frozen=True)
class Day:
    """One day: requests opened, closings, re-openings, and how many requests stood open at its end."""

    date: date
    opened: int
    closed: int
    reopened: int
    backlog: int


class OfDays:
    """What the `days` of something have in common: their sums, and how many requests stood open at the end of them."""

    days: Sequence[Day]

    @property
    def opened(self) -> int:
        return sum(day.opened for day in self.days)

    @property
    def closed(self) -> int:
        return sum(day.closed for day in self.days)

    @property
    def reopened(self) -> int:
        return sum(day.reopened for day in self.days)

    @property
    def backlog(self) -> int:
        return self.days[-1].backlog


@dataclass(frozen=True)
class Group:
    """The part of a report that one department or one agent has; `name` is "" for what nobody answers for."""

    name: str
    opened: int
    response: Spread
    resolution: Spread


@dataclass(frozen=True)
class Report(OfDays):
    """What happened in `period`.

    `hours` counts the requests opened by the day of the week, from Saturday, and the hour of the day. `response` is how
    long those opened in the period waited for their first answer; `resolution` how long those that were closed in it,
    and are closed still, had taken. Requests merged into others came and went like all, but nobody resolved them.
    """

    period: Period
    days: Sequence[Day]
    hours: Sequence[Sequence[int]]
    response: Spread
    resolution: Spread
    departments: Sequence[Group]
    agents: Sequence[Group]
