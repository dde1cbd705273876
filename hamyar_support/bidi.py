"""Which way people's text runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LETTER = re.compile(r"[^\W\d_]")
# Addresses, file names and codes are Latin in any language.
_NO_WORD = re.compile(r"[0-9@/\\._]|www\b", re.IGNORECASE)
_AROUND = ".,;:!?()[]\"'«»،؛؟…"
_OTHERS_FOR_EACH = 3


# Lists ask this of the same lines for everyone who reads them.
@lru_cache(maxsize=1024)
def direction(text: str) -> str:
    """Say "rtl" or "ltr", the way in which `text` is read; "auto" where it holds no word.

    A browser judges by the first letter alone, and turns «Excel باز نمی‌شود» around: its end would stand before its
    beginning. Persian sentences begin with Latin names all the time, English ones hardly hold a Persian word.
    """
    words = _words(text)
    first = next(words, None)
    if first is None:
        return "ltr" if _LETTER.search(text) else "auto"
    if first:
        return "rtl"  # whatever follows
    others = list(words)
    return "rtl" if others.count(True) * _OTHERS_FOR_EACH > others.count(False) + 1 else "ltr"


def _words(text: str) -> Iterator[bool]:
    """For each word of `text` that is no island, whether it runs from right to left."""
    for word in text.split():
        if (letter := _LETTER.search(word)) and not _is_island(word):
            yield unicodedata.bidirectional(letter[0]) in ("R", "AL")


def _is_island(word: str) -> bool:
    bare = word.strip(_AROUND)
    return "://" in word or (bare.isascii() and _NO_WORD.search(bare) is not None)
