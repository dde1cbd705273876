"""Numbers to shapes, for charts that templates draw as SVG. Knows no database, no words and no colours.

Across, places are in per cent of the chart's width, so that letters and lines keep their size on every screen; down,
they are in pixels. With `rtl` the first value stands at the right, where reading begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, sqrt

HEIGHT = 200
# The width of the coordinates that lines are drawn in; the template stretches them over the chart.
LINE_WIDTH = 1000
MOST_STEPS = 5
MOST_DOTS = 14
# How much of its step a column takes: two of them alone do not fill the screen.
COLUMN_SHARE, COLUMN_SHARE_OF_ONE, COLUMN_SHARE_MORE = 0.66, 0.1, 0.06
ROW_HEIGHT = 28
# The smallest and the largest side of a cell that holds anything, as a share of its place.
CELL_SIDES = (0.34, 0.94)
EMPTY_CELL_SIDE = 0.14
LEVELS = 4


@dataclass(frozen=True)
class Box:
    """A rectangle: `x` and `width` in per cent, as SVG writes them; `y` and `height` in pixels."""

    x: str
    y: float
    width: str
    height: float


@dataclass(frozen=True)
class GridLine:
    y: float
    value: int


@dataclass(frozen=True)
class Dot:
    x: str
    y: float


@dataclass(frozen=True)
class TimeChart:
    """Columns and a line over the same steps of time.

    `places` are the steps over the whole height; `line` and `area` are paths, LINE_WIDTH wide; where there are many
    steps `dots` is empty, since they would hide the line.
    """

    grid: Sequence[GridLine]
    places: Sequence[Box]
    columns: Sequence[Box]
    line: str
    area: str
    dots: Sequence[Dot]


@dataclass(frozen=True)
class Cell:
    """A cell of a heat grid: the larger the value, the larger its box and the higher its level, 0 to LEVELS."""

    value: int
    level: int
    box: Box


def time_chart(line: Sequence[int], columns: Sequence[int] = (), *, rtl: bool) -> TimeChart:
    """The chart of `line`, one value for each step of time, before `columns`, if there are any."""
    scale = steps(max((*line, *columns), default=0))
    across = _Across(len(line), rtl)
    heights = [round(HEIGHT * value / scale[-1], 1) for value in line]
    tops = [round(HEIGHT - height, 1) for height in heights]
    path = " ".join(f"{x:g},{y:g}" for x, y in zip(across.line(), tops, strict=True))
    ends = (f"{x:g},{HEIGHT}" for x in (across.line()[-1], across.line()[0])) if line else ()
    share = min(COLUMN_SHARE, COLUMN_SHARE_OF_ONE + COLUMN_SHARE_MORE * len(columns))
    boxes = [round(HEIGHT * value / scale[-1], 1) for value in columns]
    return TimeChart(
        grid=[GridLine(round(HEIGHT - HEIGHT * value / scale[-1], 1), value) for value in scale],
        places=[across.box(i, 1, 0, HEIGHT) for i in range(len(line))],
        columns=[across.box(i, share, round(HEIGHT - height, 1), height) for i, height in enumerate(boxes)],
        line=f"M{path}" if len(line) > 1 else "",
        area=f"M{path} {' '.join(ends)}Z" if len(line) > 1 else "",
        dots=[Dot(across.middle(i), y) for i, y in enumerate(tops)] if len(line) <= MOST_DOTS else [],
    )


def heat_grid(rows: Sequence[Sequence[int]], *, rtl: bool) -> list[list[Cell]]:
    """The cells of `rows`, which are of one length."""
    most = max((value for row in rows for value in row), default=0)
    return [
        [_cell(_Across(len(row), rtl), i, n, value, most) for i, value in enumerate(row)] for n, row in enumerate(rows)
    ]


def bar(value: float | None, most: float, *, rtl: bool) -> Box:
    """A bar that is as much of the width as `value` is of `most`; None is nothing, and so is `most` where it is 0."""
    share = (value or 0) / most if most else 0
    return Box(_percent(1 - share if rtl else 0), 0, _percent(share), 0)


def steps(largest: int) -> list[int]:
    """Round numbers from 0 up to `largest` or the next one above it, in at most MOST_STEPS, and always in one."""
    size = next(size for size in _round_numbers() if ceil(largest / size) <= MOST_STEPS)
    return [size * n for n in range(max(1, ceil(largest / size)) + 1)]


def few(number: int, most: int) -> set[int]:
    """At most `most` of the places 0 to `number` - 1, evenly apart, the last one among them."""
    apart = ceil(number / most)
    return {place for place in range(number) if (number - 1 - place) % apart == 0}


def across(place: float, of: int, *, rtl: bool) -> str:
    """Where the middle of step `place` of `of` lies, in per cent."""
    return _Across(of, rtl).middle(place)


class _Across:
    """The width of a chart, shared by `number` steps."""

    def __init__(self, number: int, rtl: bool) -> None:
        self._number, self._rtl = number, rtl

    def middle(self, step: float) -> str:
        return _percent(self._share(step + 0.5))

    def box(self, step: int, share: float, y: float, height: float) -> Box:
        """A box that takes `share` of the width of `step`, in its middle."""
        begin = self._share(step + (1 + share) / 2 if self._rtl else step + (1 - share) / 2)
        return Box(_percent(begin), y, _percent(share / self._number), height)

    def line(self) -> list[float]:
        return [round(LINE_WIDTH * self._share(step + 0.5), 1) for step in range(self._number)]

    def _share(self, steps: float) -> float:
        share = steps / self._number
        return 1 - share if self._rtl else share


def _cell(across: _Across, column: int, row: int, value: int, most: int) -> Cell:
    if not value:
        level, side = 0, EMPTY_CELL_SIDE
    else:
        smallest, largest = CELL_SIDES
        level, side = ceil(LEVELS * value / most), smallest + (largest - smallest) * sqrt(value / most)
    height = round(ROW_HEIGHT * side, 1)
    return Cell(value, level, across.box(column, side, round(row * ROW_HEIGHT + (ROW_HEIGHT - height) / 2, 1), height))


def _round_numbers() -> Iterator[int]:
    yield from (1, 2, 5)
    for power in count(1):
        yield from (10**power, 2 * 10**power, 25 * 10 ** (power - 1), 5 * 10**power)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"
