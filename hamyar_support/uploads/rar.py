"""Archives: rar, by its headers alone.

The library for rar runs a program to unpack what it reads (even a comment), which is no thing to do with a stranger's
file. The headers carry checksums and sizes in the open; that is enough to tell a rar, and to measure it. Links inside
are left alone: people pack folders that have some, and nothing is unpacked here.
"""

from __future__ import annotations

import struct
import zlib
from enum import Enum, auto
from typing import NamedTuple

from .archives import Budget
from .refusals import DAMAGED, EMPTY_ARCHIVE, HIDDEN_CONTENT, Refused

SIGNATURE_4 = b"Rar!\x1a\x07\x00"  # of RAR 1.5 to 4
SIGNATURE_5 = b"Rar!\x1a\x07\x01\x00"


class _Kind(Enum):
    MAIN = auto()
    LOCKED = auto()  # all that follows is encrypted, names and sizes too
    FILE = auto()
    END = auto()
    OTHER = auto()


class _Block(NamedTuple):
    kind: _Kind
    unpacked: int  # bytes; 0 where it is not a file, or not said
    end: int  # where the next block begins


def check_rar(data: bytes) -> None:
    """An archive whose headers are whole and which ends with them; parts of a larger one are welcome too."""
    five = data.startswith(SIGNATURE_5)
    at = start = len(SIGNATURE_5 if five else SIGNATURE_4)
    files, budget = 0, Budget()
    while at < len(data):
        block = _block_5(data, at) if five else _block_4(data, at)
        if (block.kind in {_Kind.MAIN, _Kind.LOCKED}) != (at == start):
            raise Refused(DAMAGED)
        at = block.end
        if block.kind is _Kind.LOCKED:
            if at == len(data):
                raise Refused(EMPTY_ARCHIVE)
            return
        files += block.kind is _Kind.FILE
        budget.spend(1, block.unpacked)
        if block.kind is _Kind.END:
            break
    if at > len(data):
        raise Refused(DAMAGED)
    if data[at:].strip(b"\0"):
        raise Refused(HIDDEN_CONTENT)
    if not files:
        raise Refused(EMPTY_ARCHIVE)


def _block_4(data: bytes, at: int) -> _Block:
    checksum, code, flags, size = struct.unpack_from("<HBHH", data, at)
    header = data[at : at + size]
    kind = {0x73: _Kind.MAIN, 0x74: _Kind.FILE, 0x7B: _Kind.END}.get(code, _Kind.OTHER)
    # The checksums of blocks from before RAR 3, and of those with a comment inside, follow rules of their own.
    commented = flags & {_Kind.MAIN: 0x02, _Kind.FILE: 0x08}.get(kind, 0)
    checked = not commented and code not in range(0x75, 0x7A)
    if size < 7 or len(header) != size or (checked and zlib.crc32(header[2:]) & 0xFFFF != checksum):
        raise Refused(DAMAGED)
    packed = unpacked = 0
    if kind is _Kind.FILE:
        packed, unpacked = struct.unpack_from("<II", header, 7)
        if flags & 0x100:
            packed_high, unpacked_high = struct.unpack_from("<II", header, 32)
            packed, unpacked = packed + (packed_high << 32), unpacked + (unpacked_high << 32)
    elif flags & 0x8000:
        (packed,) = struct.unpack_from("<I", header, 7)
    if kind is _Kind.MAIN and flags & 0x80:
        kind = _Kind.LOCKED
    return _Block(kind, unpacked, at + size + packed)


def _block_5(data: bytes, at: int) -> _Block:
    (checksum,) = struct.unpack_from("<I", data, at)
    size, begin = _number(data, at + 4)
    end = begin + size
    if end > len(data) or zlib.crc32(memoryview(data)[at + 4 : end]) != checksum:
        raise Refused(DAMAGED)
    code, position = _number(data, begin)
    flags, position = _number(data, position)
    if flags & 1:
        _extra, position = _number(data, position)
    packed = unpacked = 0
    if flags & 2:
        packed, position = _number(data, position)
    kind = {1: _Kind.MAIN, 2: _Kind.FILE, 4: _Kind.LOCKED, 5: _Kind.END}.get(code, _Kind.OTHER)
    if kind is _Kind.FILE:
        file_flags, position = _number(data, position)
        unpacked, position = _number(data, position)
        if file_flags & 8:  # the size was not known when it was packed
            unpacked = 0
    return _Block(kind, unpacked, end + packed)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of RAR 5, seven bits a byte, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise Refused(DAMAGED)
