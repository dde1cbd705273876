"""A clock that stands still until it is told, for those who wait after wrong passwords."""

from __future__ import annotations

from datetime import datetime, timedelta

from hamyar_support.models.words import utc_now


class Clock:
    """Stands at the time when it was made; `clock.go(seconds)` moves it."""

    def __init__(self) -> None:
        self.now = utc_now()

    def go(self, seconds: float = 0, **others: float) -> None:
        self.now += timedelta(seconds=seconds, **others)

    def __call__(self) -> datetime:
        return self.now
