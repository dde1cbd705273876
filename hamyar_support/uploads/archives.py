"""Archives: zip, also as the shell of docx and xlsx. What is inside is measured, never written anywhere."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from .refusals import (
    DAMAGED,
    EMPTY_ARCHIVE,
    HIDDEN_CONTENT,
    LEADS_OUTSIDE,
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_FILE_BYTES,
    MAX_UNPACKED_BYTES,
    TOO_DEEP,
    TOO_MANY_ENTRIES,
    TOO_MUCH_INSIDE,
    Refused,
    mismatch,
)

PADDING = b"\0\t\n\f\r \x1a"  # what writers and transfers leave behind the end of a file
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_BYTES = 22
# Of a zip inside a zip. One that shrinks to a quarter when it is packed again was made to grow.
_MAX_INNER_BYTES = 4 * MAX_FILE_BYTES
# Names that make a zip something else: Office and its like, OpenDocument and EPUB, programs.
_OTHER_PACKAGES = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.mf", "androidmanifest.xml"})


@dataclass
class Budget:
    """What an archive, and the archives inside it, may still hold."""

    entries: int = MAX_ENTRIES
    bytes: int = MAX_UNPACKED_BYTES

    def spend(self, entries: int, unpacked: int) -> None:
        """Count these; raises Refused when they are too many."""
        self.entries -= entries
        self.bytes -= unpacked
        if self.entries < 0:
            raise Refused(TOO_MANY_ENTRIES)
        if self.bytes < 0:
            raise Refused(TOO_MUCH_INSIDE)


def check_zip(data: bytes) -> None:
    """An archive of files: no Office document and no program under another name, nothing that leads outside."""
    archive = open_zip(data)
    if not _OTHER_PACKAGES.isdisjoint(name.lower() for name in archive.namelist()):
        raise mismatch("zip")


def open_zip(data: bytes, budget: Budget | None = None, depth: int = 1) -> zipfile.ZipFile:
    """The zip archive that `data` is, from its first byte to its last, after a look at every entry.

    Entries must lie one after another, unpack to exactly the size and checksum that they declare, and stay inside the
    archive's folder. Sizes and numbers are summed over the archives inside, by the name `.zip`, down to MAX_DEPTH.
    What is encrypted or packed by a method that zlib does not know is believed in its declared size.
    """
    budget = budget or Budget()
    if depth > MAX_DEPTH:
        raise Refused(TOO_DEEP)
    # Before the list of entries is read: one byte of it may cost a hundred of memory.
    if data.count(b"PK\1\2") > budget.entries:
        raise Refused(TOO_MANY_ENTRIES)
    if not ends_as_zip(data):
        raise Refused(DAMAGED)
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if not entries:
        raise Refused(EMPTY_ARCHIVE)
    budget.spend(len(entries), sum(entry.file_size for entry in entries))
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        _refuse_leading_outside(entry)
        packed, end = _packed(data, entry, at_least=end)
        inside = _unpack(packed, entry, keep=entry.filename.lower().endswith(".zip"))
        if inside.startswith(b"PK\3\4"):
            open_zip(inside, budget, depth + 1)
    if end > archive.start_dir:
        raise Refused(DAMAGED)
    return archive


def ends_as_zip(data: bytes) -> bool:
    """Whether a program for zip archives would find one here, looking from the end as they do."""
    start = data.rfind(b"PK\5\6", -(_END_BYTES + 0xFFFF))
    end = start + _END_BYTES + int.from_bytes(data[start + 20 : start + _END_BYTES], "little")
    return start >= 0 and end <= len(data) and not data[end:].strip(PADDING)


def _refuse_leading_outside(entry: zipfile.ZipInfo) -> None:
    path = entry.filename.replace("\\", "/")
    if stat.S_ISLNK(entry.external_attr >> 16) or path.startswith("/") or ".." in path.split("/"):
        raise Refused(LEADS_OUTSIDE)


def _packed(data: bytes, entry: zipfile.ZipInfo, at_least: int) -> tuple[memoryview, int]:
    """The bytes of an entry as they lie in the archive, and where they end.

    Nothing may stand before the first entry (`at_least` 0): that would be another kind of file with a zip behind it.
    """
    start = entry.header_offset
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, start)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    if signature != b"PK\3\4" or start < at_least or begin + entry.compress_size > len(data):
        raise Refused(DAMAGED)
    if at_least == 0 and start != 0:
        raise Refused(HIDDEN_CONTENT)
    return memoryview(data)[begin : begin + entry.compress_size], begin + entry.compress_size


def _unpack(packed: memoryview, entry: zipfile.ZipInfo, *, keep: bool) -> bytes:
    """Read an entry to its end, and give its bytes when asked to `keep` them.

    Sizes in headers can lie, and an unpacking program may believe the data instead; so they must agree.
    """
    encrypted = entry.flag_bits & 1
    if encrypted or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return b""
    if keep and entry.file_size > _MAX_INNER_BYTES:
        raise Refused(TOO_MUCH_INSIDE)
    kept, size, checksum = bytearray(), 0, 0
    for chunk in [packed] if entry.compress_type == zipfile.ZIP_STORED else _inflate(packed):
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > entry.file_size:
            break
        if keep:
            kept += chunk
    if size != entry.file_size or checksum != entry.CRC:
        raise Refused(DAMAGED)
    return bytes(kept)


def _inflate(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while rest:
        yield inflater.decompress(rest, 1 << 18)
        rest = inflater.unconsumed_tail
    yield inflater.flush()
    if inflater.unused_data:
        raise Refused(HIDDEN_CONTENT)
