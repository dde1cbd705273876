"""Documents: pdf, by its skeleton.

A full parser follows whatever a stranger's file tells it to, for seconds and hundreds of megabytes. Here only the way
in is walked: the end of the file, a table of its objects, the root object, that it leads to pages. What costs time is
bounded: so many candidates, so many bytes unpacked.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from .archives import PADDING, ends_as_zip
from .refusals import DAMAGED, HIDDEN_CONTENT, Refused

SIGNATURE = b"%PDF-"

_MAX_ROOTS = 5
_MAX_REVISIONS = 1_000  # of one object
_MAX_OBJECT_STREAMS = 2_000
_MAX_OBJECT_STREAM_BYTES = 8 * 1024 * 1024
_MAX_OBJECT_BYTES = 16 * 1024
_MAX_UNPACKED_BYTES = 40 * 1024 * 1024

_POINTER_TO_TABLE = re.compile(rb"startxref\s+\d{1,10}\s*%%EOF\Z")
_TABLE = re.compile(rb"\bxref\s+\d|/XRef\b")
_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+(\d{1,5})\s+R\b")
_ENCRYPTED = re.compile(rb"/Encrypt(?:\s+\d{1,10}\s+\d{1,5}\s+R\b|\s*<<)")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_FIRST_OBJECT = re.compile(rb"/First\s+(\d{1,6})\b")
_STREAM = re.compile(rb"\bstream\r?\n")


def check_pdf(data: bytes) -> None:
    """A document whose table names a root object that leads to pages; in an encrypted one that may be hidden."""
    if ends_as_zip(data):
        raise Refused(HIDDEN_CONTENT)
    roots = list(dict.fromkeys(reversed(_ROOT.findall(data))))[:_MAX_ROOTS]
    if not roots or not _TABLE.search(data) or not _POINTER_TO_TABLE.search(data.rstrip(PADDING)[-64:]):
        raise Refused(DAMAGED)
    if _ENCRYPTED.search(data):
        return
    if not any(b"/Pages" in found for found in _candidates(data, roots)):
        raise Refused(DAMAGED)


def _candidates(data: bytes, roots: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    """Every object that bears the number of a root, in the open or packed with others into a stream."""
    for number, generation in roots:
        in_the_open = re.finditer(rb"(?<!\d)%b\s+%b\s+obj\b" % (number, generation), data)
        for found in islice(in_the_open, _MAX_REVISIONS):
            yield data[found.end() : found.end() + _MAX_OBJECT_BYTES].partition(b"endobj")[0]
    numbers = {int(number) for number, _generation in roots}
    room = _MAX_UNPACKED_BYTES
    for found in islice(_OBJECT_STREAM.finditer(data), _MAX_OBJECT_STREAMS):
        begin = data.rfind(b"obj", max(0, found.start() - 1024), found.start())
        stream = _STREAM.search(data, found.end(), found.end() + 1024)
        first = _FIRST_OBJECT.search(data, max(0, begin), stream.start()) if stream else None
        if stream is None or first is None:
            continue
        packed = b"/Filter" in data[begin : stream.start()]
        unpacked = _unpacked(memoryview(data)[stream.end() :], packed)
        room -= len(unpacked)
        if room < 0:
            return
        yield from _objects(unpacked, int(first[1]), numbers)


def _unpacked(stream: memoryview, packed: bool) -> bytes:
    if not packed:
        return bytes(stream[:_MAX_OBJECT_STREAM_BYTES])
    try:
        return zlib.decompressobj().decompress(stream, _MAX_OBJECT_STREAM_BYTES)
    except zlib.error:
        return b""


def _objects(stream: bytes, first: int, numbers: set[int]) -> Iterator[bytes]:
    """The objects with these `numbers` in an unpacked object stream: it begins with pairs of number and place."""
    index = [int(value) for value in stream[:first].split() if value.isdigit()]
    for number, place in zip(index[::2], index[1::2], strict=False):
        if number in numbers:
            yield stream[first + place : first + place + _MAX_OBJECT_BYTES]
