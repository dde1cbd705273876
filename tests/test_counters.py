"""Counters add up over processes, and each process counts in a row of its own."""

from __future__ import annotations

import os

import pytest

from hamyar_support.counters import ROWS, Counters, free_row


def test_what_was_never_named_is_not_counted() -> None:
    counters = Counters([("a", "b")])
    with pytest.raises(KeyError):
        counters.add("a", "c")
    assert counters.totals() == {("a", "b"): 0}


def test_two_processes_count_together() -> None:
    counters = Counters([("a",), ("b",)])
    counters.add("a")
    if (child := os.fork()) == 0:
        counters.row = 1
        counters.add("a", amount=2.5)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert counters.totals() == {("a",): 3.5, ("b",): 0}


def test_a_new_process_gets_the_first_row_that_is_free() -> None:
    assert free_row([]) == 0
    assert free_row([0, 2]) == 1
    assert free_row(range(ROWS)) == ROWS - 1
