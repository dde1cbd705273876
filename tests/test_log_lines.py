"""One line of the log: nothing that strangers send can break it, forge another or move a terminal's cursor."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from hamyar_support.log_lines import LineOfJson, LineOfText, Stream, masked

HOSTILE = '\r\n{"event": "signed_in"}\x1b[2J\x9b31m\u202e\u200f\u2028\x00\x7f"\\ \ud800 پ'


def record(message: str, *args: Any, error: BaseException | None = None, **fields: Any) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("hamyar_support", logging.WARNING, "x.py", 1, message, args, info)
    if fields:
        made.fields = fields
    return made


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as caught:
        return caught


@pytest.mark.parametrize("formatter", [LineOfJson(), LineOfText()], ids=["json", "text"])
@pytest.mark.parametrize(
    "made",
    [
        record("request", path=HOSTILE, address=HOSTILE),
        record("%s", HOSTILE),
        record("unexpected_error", error=raised(RuntimeError(HOSTILE)), reason=HOSTILE),
    ],
    ids=["field", "message", "error"],
)
def test_hostile_text_stays_text(made: logging.LogRecord, formatter: logging.Formatter) -> None:
    line = formatter.format(made)
    assert all(" " <= letter <= "~" for letter in line.replace("\n  ", ""))
    assert '\n{"event"' not in line


def test_a_line_of_json_says_when_in_utc_how_bad_and_what() -> None:
    made = record("signed_in", person=7)
    made.created = 1_795_000_000.25
    said = json.loads(LineOfJson().format(made))
    assert said == {"time": "2026-11-18T11:06:40.250Z", "level": "warning", "event": "signed_in", "person": 7}


def test_what_a_library_says_is_a_message() -> None:
    said = json.loads(LineOfJson().format(record("Error handling %s", "/reset/abc?q=mina")))
    assert (said["event"], said["message"]) == ("message", "Error handling /reset/***")


def test_an_error_says_where_and_what_but_not_what_was_typed() -> None:
    error = raised(LookupError("typed by reza"), raised(ValueError("the password")))
    said = json.loads(LineOfJson().format(record("unexpected_error", error=error, user=3)))
    assert "test_log_lines.py" in said["traceback"]
    assert "builtins.ValueError\nwhich led to\n" in said["traceback"]
    assert said["traceback"].endswith("builtins.LookupError")
    assert "typed by reza" not in json.dumps(said)
    assert "the password" not in json.dumps(said)
    assert "typed by reza" in LineOfText().format(record("unexpected_error", error=error))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/reset/s3cret", "/reset/***"),
        ("/reset/s3cret/more?x=y", "/reset/***"),
        ("/reset/new-s3cret", "/reset/***"),
        ("/reset/new?x=y", "/reset/new"),
        ("GET /faq?q=name HTTP/1.1", "GET /faq HTTP/1.1"),
        ("Is it? Yes", "Is it? Yes"),
        ("/" * 9000, "/" * 500),
    ],
)
def test_what_opens_a_door_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        with suppress(OSError):  # the test closed it
            os.close(end)


def told(pipe: tuple[int, int], *, background: bool) -> tuple[Stream, list[int]]:
    stream, lost = Stream(pipe[1]), [0]
    stream.setFormatter(LineOfJson())
    stream.when_lost = lambda: lost.__setitem__(0, lost[0] + 1)
    if background:
        stream.in_background()
    return stream, lost


@pytest.mark.parametrize("background", [False, True])
def test_lines_arrive_whole_and_in_order(pipe: tuple[int, int], background: bool) -> None:
    stream, lost = told(pipe, background=background)
    for number in range(50):
        stream.handle(record("swept", files=number))
    stream.close()
    lines = os.read(pipe[0], 65_536).splitlines()
    assert [json.loads(line)["files"] for line in lines] == list(range(50))
    assert lost == [0]


@pytest.mark.parametrize("end", [0, 1], ids=["no reader", "closed"])
def test_a_stream_that_is_gone_breaks_nothing(pipe: tuple[int, int], end: int) -> None:
    stream, lost = told(pipe, background=False)
    os.close(pipe[end])
    stream.handle(record("swept"))
    assert lost == [1]
