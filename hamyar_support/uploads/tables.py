"""Tables as text: csv."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque

from .refusals import mismatch

_MAX_COLUMNS = 16_384  # of Excel
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# How other formats of text begin: markup, RTF, JSON, scripts, PDF and PostScript …
_OTHER_FORMAT = re.compile(r"<[!?/a-z]|\{\\rtf|[\[{]\s*[\[{\"}\]]|#!/|%PDF-|%!PS", re.IGNORECASE)
# … and mail, by a header that no table has, among the lines before the first empty one.
_MAIL = re.compile(
    r"(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?(?:mime-version|message-id|received|return-path|content-type):", re.IGNORECASE
)
_MAX_MAIL_HEADERS = 64 * 1024


def check_csv(data: bytes) -> None:
    """Text in UTF-8, UTF-16 with its mark, or Windows-1256, that reads as rows and is no other format of text."""
    try:
        text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\x1a").strip()
    except UnicodeDecodeError as error:
        raise mismatch("csv") from error
    if not text or _CONTROL.search(text) or _too_wide(text):
        raise mismatch("csv")
    if _OTHER_FORMAT.match(text) or _MAIL.match(text, 0, _MAX_MAIL_HEADERS):
        raise mismatch("csv")
    try:
        deque(csv.reader(io.StringIO(text)), maxlen=0)
    except csv.Error as error:
        raise mismatch("csv") from error


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Every byte is a letter in it, so only control characters show what is no text.
        return data.decode("cp1256")


def _too_wide(text: str) -> bool:
    """Whether some row has so many cells that no program shows them, and that memory would feel it."""
    return any(line.count(",") >= _MAX_COLUMNS for line in text.split("\n") if len(line) >= _MAX_COLUMNS)
