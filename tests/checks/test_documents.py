"""The check of the documents can fail, and says what is wrong."""

from __future__ import annotations

import pytest

from . import documents


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("`checks/test_documents.py::test_a_test_that_does_not_exist_is_found`", []),
        ("`checks/documents.py` and `hamyar_support`", []),
        ("`test_nothing.py::test_a`", ["there is no test test_nothing.py::test_a"]),
        ("`test_nothing.py`", ["there is no test test_nothing.py"]),
        ("`test_csrf.py::test_a`", ["there is no test test_csrf.py::test_a"]),
    ],
)
def test_a_test_that_does_not_exist_is_found(text: str, faults: list[str]) -> None:
    assert documents.test_faults(text) == faults


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("`test_csrf.py::test_a`", False),
        ("not covered, because nobody asked", False),
        ("surely", True),
        ("", True),
    ],
)
def test_a_line_without_a_test_or_a_reason_is_found(said: str, fault: bool) -> None:
    line = f"| 3.4.3–6 3.4.8 | 2 3 | asked | {said} |\n"
    assert bool(documents.line_faults(line)) is fault


def test_a_setting_that_nobody_can_read_of_is_found() -> None:
    assert documents.setting_faults("| `HAMYAR_A` | `1` | a |", ["A", "B"]) == ["HAMYAR_B is left out"]
