"""Things that admins put in order: places are counted from 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Ordered(Protocol):
    position: int


def put_in_place(item: Ordered, siblings: Sequence[Ordered], place: int) -> tuple[int, int] | None:
    """Give `item`, one of `siblings` in their order, the `place` among them, or the nearest there is.

    Gives the place it had and the place it has, or None if these are the same: asking again changes nothing.
    """
    order = list(siblings)
    before = order.index(item)
    order.insert(max(1, min(place, len(order))) - 1, order.pop(before))
    for position, sibling in enumerate(order, 1):
        sibling.position = position
    after = order.index(item)
    return None if after == before else (before + 1, after + 1)
