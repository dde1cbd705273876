"""CSV for spreadsheets: they read its Persian, and run nothing that people wrote into it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

# By this Excel knows UTF-8.
BOM = "\ufeff"
# What spreadsheets take for a formula at the beginning of a cell, in both widths, whatever cannot be seen before it.
# Where another separator is set, a cell also begins behind a semicolon, a tab or the end of a line within ours.
_FORMULA = re.compile(
    r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[^\S\t\r\n]*[\u200b-\u200f\u2060\ufeff\"']*[=+\-@＝＋－＠])"
)

Cell = str | int | None


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """`rows` as CSV with CRLF and a BOM. Numbers stay numbers; text that could run is led by an apostrophe."""
    text = StringIO()
    csv.writer(text).writerows([[_defused(cell) for cell in row] for row in rows])
    return BOM + text.getvalue()


def _defused(cell: Cell) -> Cell:
    return _FORMULA.sub("'", cell.replace("\0", "")) if isinstance(cell, str) else cell
