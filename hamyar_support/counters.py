"""Numbers that only go up, shared by all processes that serve the site.

The table lies in memory that a process and those forked from it see together. Each process adds in a row of its own
(`row`), so that none waits for another; what is told is the sum of the rows. What an ended process counted stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from mmap import mmap
from threading import Lock

# More than there are processes even while old ones make way for new; those beyond share the last row.
ROWS = 64
NUMBER = 8  # bytes of a C double
Key = tuple[str, ...]


class Counters:
    """The counters named by `keys`, all 0. What will be counted is known before the first fork, and bounded."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        self._numbers = memoryview(mmap(-1, ROWS * len(self._places) * NUMBER)).cast("d")
        self._lock = Lock()
        self.row = 0

    def add(self, *key: str, amount: float = 1.0) -> None:
        """Add to one counter. Raises KeyError for one that was not named."""
        place = self.row * len(self._places) + self._places[key]
        with self._lock:
            self._numbers[place] += amount

    def __contains__(self, key: Key) -> bool:
        return key in self._places

    def totals(self) -> dict[Key, float]:
        """Every counter with its sum over all processes."""
        width = len(self._places)
        return {key: sum(self._numbers[place::width]) for key, place in self._places.items()}


def free_row(taken: Iterable[int]) -> int:
    """The first row that nobody counts in."""
    return min(set(range(ROWS)) - set(taken), default=ROWS - 1)
