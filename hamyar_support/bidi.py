"""Which way people's text runs."""

from __future__ import annotations

import re
import unicodedata

_LETTER = re.compile(r"[^\W\d_]")
# Addresses, file names and codes are Latin in any language.
_NO_WORD = re.compile(r"[0-9@/\\._]|www\b", re.IGNORECASE)
_AROUND = ".,;:!?()[]\"'«»،؛؟…"
_OTHERS_FOR_EACH = 3


def direction(text: str) -> str:
    """Say "rtl" or "ltr", the way in which `text` is read; "auto" where it holds no word.

    A browser judges by the first letter alone, and turns «Excel باز نمی‌شود» around: its end would stand before its
    beginning. Persian sentences begin with Latin names all the time, English ones hardly hold a Persian word.
    """
    words = [
        unicodedata.bidirectional(letter[0]) in ("R", "AL")
        for word in text.split()
        if (letter := _LETTER.search(word)) and not _is_island(word)
    ]
    if not words:
        return "ltr" if _LETTER.search(text) else "auto"
    is_rtl = words[0] or words.count(True) * _OTHERS_FOR_EACH > words.count(False)
    return "rtl" if is_rtl else "ltr"


def _is_island(word: str) -> bool:
    bare = word.strip(_AROUND)
    return "://" in word or (bare.isascii() and _NO_WORD.search(bare) is not None)
