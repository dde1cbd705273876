"""The file name that people see: safe to show and to put into a header, and still theirs."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME_BYTES = 255  # in UTF-8: what file systems take
_MAX_RAW_CHARACTERS = 10_000  # looked at; the end of a longer one, where the extension is

_JOINERS = "\u200c\u200d"  # ZWNJ and ZWJ are part of how Persian words are written …
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_JOINERS_WITHIN_A_WORD = re.compile(f"(?<=[{_ARABIC}])([{_JOINERS}])[{_JOINERS}]*(?=[{_ARABIC}])")
# … and anywhere else they hide something, as do the letters and marks below, which show nothing at all.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def clean_name(raw: str) -> str:
    """The name to show for a file that a browser calls `raw`; "file" when nothing is left of it.

    Folders, control characters, marks of text direction, invisible characters, leading dots, and trailing dots and
    spaces go. Persian stays, with its ZWNJ where that stands within a word. A name over MAX_NAME_BYTES is shortened
    before its extension.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", raw[-_MAX_RAW_CHARACTERS:]).rstrip("/\\"))[-1]
    visible = _INVISIBLE.sub("", "".join(map(_shown, base)))
    parts = _JOINERS_WITHIN_A_WORD.split(visible)
    # Every second part is a joiner that stays.
    parts[::2] = [re.sub(f"[{_JOINERS}]", "", part) for part in parts[::2]]
    return _shorten(re.sub(r" +", " ", "".join(parts)).strip(" .")) or "file"


def extension_of(name: str) -> str:
    """The extension in lower case without its dot; "" when there is none."""
    stem, _dot, extension = name.rpartition(".")
    return extension.lower() if stem else ""


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z"):
        return " "
    return "" if category.startswith("C") and character not in _JOINERS else character


def _shorten(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, _dot, extension = name.rpartition(".")
    # A longer "extension" is the second half of a sentence.
    ending = f".{extension}" if stem and len(extension) <= 8 else ""
    kept = name.removesuffix(ending).encode()[: MAX_NAME_BYTES - len(ending.encode())].decode(errors="ignore")
    return kept.rstrip(f" .{_JOINERS}") + ending
