"""The site, by a clock that the file FAULT_CLOCK sets: so many seconds ahead of the real one, or behind it.

libfaketime would do it for the whole process, but breaks Python's time.sleep().
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

OFFSET = Path(os.environ["FAULT_CLOCK"])
_real_time = time.time


def _offset() -> int:
    return int(OFFSET.read_text())


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=_offset())


# Before anybody imports it by its name.
time.time = lambda: _real_time() + _offset()

from hamyar_support.models import words  # noqa: E402
from wsgi import app  # noqa: E402

__all__ = ["app", "now"]


def _utc_now() -> datetime:
    from tests.faults.clocked_app import now

    return now()


# The function that every module holds by its name is given other insides.
words.utc_now.__code__ = _utc_now.__code__
