"""The site for `flask db upgrade`, which dies before the statement whose number FAULT_STATEMENT gives."""

from __future__ import annotations

import os
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from wsgi import app

__all__ = ["app"]

DIES_AT = int(os.environ["FAULT_STATEMENT"])
_numbers = count(1)


@event.listens_for(Engine, "before_cursor_execute")
def _die(*_given: Any) -> None:
    number = next(_numbers)
    if number == DIES_AT:
        os._exit(137)
    if DIES_AT == 0:
        print(f"statement {number}", flush=True)
