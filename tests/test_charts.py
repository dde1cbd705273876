"""Numbers to shapes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from hamyar_support.charts import (
    COLUMN_SHARE,
    HEIGHT,
    LEVELS,
    MOST_DOTS,
    across,
    bar,
    few,
    heat_grid,
    steps,
    time_chart,
)


def percent(text: str) -> float:
    assert re.fullmatch(r"\d+(\.\d+)?%", text), text
    return float(text[:-1])


@pytest.mark.parametrize(
    ("largest", "found"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (11, [0, 5, 10, 15]),
        (99, [0, 20, 40, 60, 80, 100]),
        (101, [0, 25, 50, 75, 100, 125]),
        (1234, [0, 250, 500, 750, 1000, 1250]),
    ],
)
def test_an_axis_has_few_and_round_steps(largest: int, found: list[int]) -> None:
    assert steps(largest) == found


def test_every_axis_reaches_the_largest_value_in_even_steps() -> None:
    for largest in range(1, 3000, 7):
        found = steps(largest)
        assert 2 <= len(found) <= 6
        assert found[-1] >= largest > found[-2]
        assert len({after - before for before, after in pairwise(found)}) == 1


def test_time_runs_from_right_to_left_for_persian_readers() -> None:
    persian, english = (time_chart([1, 2, 3], [3, 2, 1], rtl=rtl) for rtl in (True, False))
    assert [percent(place.x) for place in persian.places] == [66.67, 33.33, 0]
    assert [percent(place.x) for place in english.places] == [0, 33.33, 66.67]
    assert [dot.x for dot in persian.dots] == ["83.33%", "50%", "16.67%"]
    assert [dot.y for dot in persian.dots] == [dot.y for dot in english.dots]
    assert (across(0, 4, rtl=True), across(0, 4, rtl=False)) == ("87.5%", "12.5%")


def test_columns_and_line_stand_over_the_same_steps_and_on_one_scale() -> None:
    chart = time_chart([0, 10, 20], [20, 10, 0], rtl=False)
    assert [column.height for column in chart.columns] == [HEIGHT, HEIGHT / 2, 0]
    assert [column.y + column.height for column in chart.columns] == [HEIGHT] * 3
    assert [dot.y for dot in chart.dots] == [HEIGHT, HEIGHT / 2, 0]
    for column, dot in zip(chart.columns, chart.dots, strict=True):
        assert percent(column.x) + percent(column.width) / 2 == pytest.approx(percent(dot.x), abs=0.02)
    assert chart.line == "M166.7,200 500,100 833.3,0"
    assert chart.area == "M166.7,200 500,100 833.3,0 833.3,200 166.7,200Z"
    assert [(line.y, line.value) for line in chart.grid] == [(200, 0), (150, 5), (100, 10), (50, 15), (0, 20)]


@pytest.mark.parametrize("rtl", [True, False])
@pytest.mark.parametrize("number", [1, 2, 10, 92])
def test_nothing_stands_outside_the_chart(number: int, rtl: bool) -> None:
    chart = time_chart(range(number), range(number), rtl=rtl)
    for box in (*chart.places, *chart.columns):
        assert percent(box.x) + percent(box.width) <= 100.02
        assert 0 <= box.y <= box.y + box.height <= HEIGHT
        assert percent(box.width) <= 100 / number + 0.01
    assert percent(chart.columns[0].width) <= COLUMN_SHARE * 100 / number + 0.01
    assert len(chart.dots) == (number if number <= MOST_DOTS else 0)


def test_one_step_has_a_column_and_a_dot_but_no_line() -> None:
    chart = time_chart([3], [4], rtl=True)
    assert (chart.line, chart.area, len(chart.columns), chart.dots[0].x) == ("", "", 1, "50%")


def test_a_chart_of_nothing_but_zeros_lies_on_the_ground() -> None:
    chart = time_chart([0, 0], [0, 0], rtl=True)
    assert {dot.y for dot in chart.dots} == {HEIGHT}
    assert {column.height for column in chart.columns} == {0}
    assert [line.value for line in chart.grid] == [0, 1]


def test_in_a_heat_grid_more_is_larger_and_darker() -> None:
    cells = [cell for row in heat_grid([[0, 1, 5], [9, 16, 100]], rtl=False) for cell in row]
    assert [cell.value for cell in cells] == [0, 1, 5, 9, 16, 100]
    assert [cell.level for cell in cells] == sorted(cell.level for cell in cells)
    assert (cells[0].level, cells[1].level, cells[-1].level) == (0, 1, LEVELS)
    sides = [percent(cell.box.width) for cell in cells]
    assert sides == sorted(sides)
    assert len(set(sides)) == len(sides)
    assert {cell.level for row in heat_grid([[0, 0]], rtl=True) for cell in row} == {0}


def test_a_bar_grows_from_where_reading_begins() -> None:
    assert [(bar(1, 4, rtl=rtl).x, bar(1, 4, rtl=rtl).width) for rtl in (True, False)] == [
        ("75%", "25%"),
        ("0%", "25%"),
    ]
    assert [bar(value, most, rtl=False).width for value, most in ((None, 5), (3, 0), (0, 5), (5, 5))] == [
        "0%",
        "0%",
        "0%",
        "100%",
    ]


def test_few_labels_stand_evenly_apart_and_the_last_one_among_them() -> None:
    assert few(13, 5) == {0, 3, 6, 9, 12}
    assert few(3, 5) == {0, 1, 2}
    assert few(0, 5) == set()
    for number in range(1, 60):
        found = few(number, 14)
        assert number - 1 in found
        assert len(found) <= 14
