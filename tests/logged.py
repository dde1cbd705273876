"""What the site writes into its log, as JSON."""

from __future__ import annotations

import json
import logging
from typing import Any

from hamyar_support.log_lines import LineOfJson
from hamyar_support.logs import about_request

OF_EVERY_LINE = {"time", "level", "request", "method", "path", "address"}


class Logged(logging.Handler):
    """Gathers every line while it is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LineOfJson())
        self.lines: list[str] = []
        self._logger = logging.getLogger("hamyar_support")
        self._level = self._logger.level

    def __enter__(self) -> Logged:
        about_request.set(None)  # an answer that no test read to its end has left it
        self._logger.addHandler(self)
        self._logger.setLevel(logging.INFO)
        return self

    def __exit__(self, *_what: object) -> None:
        self._logger.removeHandler(self)
        self._logger.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def all(self, name: str) -> list[dict[str, Any]]:
        """The lines of the event `name`, whole."""
        return [line for line in map(json.loads, self.lines) if line["event"] == name]

    def events(self, *but: str) -> list[dict[str, Any]]:
        """What happened, but for the requests and those of `but`: only what is special about each line."""
        lines = [line for line in map(json.loads, self.lines) if line["event"] not in ("request", *but)]
        return [{name: value for name, value in line.items() if name not in OF_EVERY_LINE} for line in lines]
