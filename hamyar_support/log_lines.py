"""How a log record becomes one line, and how the line is written: nothing of a stranger's can break or forge it."""

from __future__ import annotations

import json
import logging
import os
import re
import select
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from queue import Empty, Full, Queue
from threading import Thread
from typing import Any

# Words of these come from code alone; what other exceptions say may quote what somebody typed.
SAID_BY_CODE = (AttributeError, ImportError, NameError, RuntimeError, TypeError)
FRAMES = 30
LONGEST = 500  # characters of a path or of a library's message
LINES_IN_WAITING = 10_000
PATIENCE_SECONDS = 0.5
GATHERING_SECONDS = 0.05
# A link to a new password opens an account, and one to a new account holds somebody's name; what is asked of a page
# may be a search for somebody.
_TOKEN = re.compile(r"(/(?:reset|register)/)(?!(?:new|asked|confirm)(?:[\s?\"']|$))[^\s?\"']+")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def masked(text: str) -> str:
    """The beginning of `text`, without the tokens and the queries of addresses in it."""
    return _QUERY.sub(r"\1", _TOKEN.sub(r"\1***", text[:LONGEST]))


class LineOfJson(logging.Formatter):
    """One JSON object a line, in ASCII: line ends, escape codes and marks of direction come out as `\\u` and digits."""

    def format(self, record: logging.LogRecord) -> str:
        return _json(_fields(record, quoting=False))


class LineOfText(logging.Formatter):
    """For a developer's eyes: time, level, event, what is known of it, and all that an error says."""

    def format(self, record: logging.LogRecord) -> str:
        fields = _fields(record, quoting=True)
        time, level, event = fields.pop("time")[11:19], fields.pop("level").upper(), fields.pop("event")
        trace = fields.pop("traceback", "")
        rest = " ".join(f"{name}={_json(value)}" for name, value in fields.items() if value is not None)
        return f"{time} {level:7} {event} {rest}" + "".join(f"\n  {_json(line)[1:-1]}" for line in trace.splitlines())


FORMATS = {"json": LineOfJson, "text": LineOfText}


def _fields(record: logging.LogRecord, *, quoting: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
    }
    if (given := getattr(record, "fields", None)) is not None:
        fields |= {"event": record.getMessage(), **given}
    else:
        fields |= {"event": "message", "logger": record.name, "message": masked(record.getMessage())}
    if record.exc_info and record.exc_info[1]:
        fields["traceback"] = told(record.exc_info[1], quoting=quoting)
    return fields


def told(error: BaseException, *, quoting: bool) -> str:
    """Where `error` arose and what kind it is, from its cause on; its words if `quoting`, or if they are ours."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = "".join(traceback.format_tb(error.__traceback__, -FRAMES))
    words = f": {error}" if quoting or isinstance(error, SAID_BY_CODE) else ""
    here = f"{frames}{type(error).__module__}.{type(error).__qualname__}{words}"
    return f"{told(before, quoting=quoting)}\nwhich led to\n{here}" if before else here


def _json(value: Any) -> str:
    # json leaves the last control character of ASCII as it is.
    return json.dumps(value, default=lambda odd: type(odd).__name__).replace("\x7f", "\\u007f")


class Stream(logging.Handler):
    """Writes each line whole to the file descriptor `number`. Never raises, and lets nobody wait for a reader.

    A process that answers people hands its lines to a thread (`in_background()`); before that a line waits for the
    reader half a second at most. `when_lost` is called for each line that cannot be written.
    """

    def __init__(self, number: int = 2) -> None:
        super().__init__()
        self.number = number
        self.when_lost: Callable[[], None] = lambda: None
        self._waiting: Queue[bytes | None] | None = None
        self._writer: Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record).encode("ascii", "backslashreplace") + b"\n"
            if self._waiting is None:
                self._write(line, PATIENCE_SECONDS)
            else:
                self._waiting.put_nowait(line)
        except Exception:
            self.when_lost()

    def in_background(self) -> None:
        """Let a thread of this process do the writing from now on; call it after the last fork."""
        self._waiting = Queue(LINES_IN_WAITING)
        self._writer = Thread(target=self._write_all, args=(self._waiting,), name="log", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """At the end of the process: write what still waits, as long as there is somebody who reads."""
        if self._writer is not None and self._writer.is_alive() and self._waiting is not None:
            with suppress(Full):
                self._waiting.put(None, timeout=PATIENCE_SECONDS)
                self._writer.join(PATIENCE_SECONDS)
        super().close()

    def _write_all(self, waiting: Queue[bytes | None]) -> None:
        while (line := waiting.get()) is not None:
            # To wake for each line costs more than to write it, and holds up whoever answers a request meanwhile.
            time.sleep(GATHERING_SECONDS)
            lines = [line]
            with suppress(Empty):
                while (line := waiting.get_nowait()) is not None:
                    lines.append(line)
            for together in _pieces(lines):
                self._write(together)
            if line is None:
                return

    def _write(self, lines: bytes, patience: float | None = None) -> None:
        try:
            while lines:
                if patience is not None and not select.select((), (self.number,), (), patience)[1]:
                    break
                # No more than a pipe takes at once, so that lines of several processes do not mix.
                lines = lines[os.write(self.number, lines[: select.PIPE_BUF]) :]
        except (OSError, ValueError):
            pass  # closed, or its disk is full: counted below
        for _line in range(lines.count(b"\n")):
            self.when_lost()


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """`lines` joined, as many as a pipe takes at once."""
    piece = b""
    for line in lines:
        if piece and len(piece) + len(line) > select.PIPE_BUF:
            yield piece
            piece = b""
        piece += line
    if piece:
        yield piece
