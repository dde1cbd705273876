"""Small files made here, genuine enough for the programs that open their types, and parts to make hostile ones of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import Image

WORD, EXCEL = "wordprocessingml.document", "spreadsheetml.sheet"
_FAT, _END, _FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF


def picture(form: str, size: tuple[int, int] = (24, 16)) -> bytes:
    """A picture by Pillow: "JPEG", "PNG", "GIF" or "ICO"."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form)
    return out.getvalue()


def photo(form: str, size: tuple[int, int] = (1600, 1200), **options: Any) -> bytes:
    """A picture that does not pack well, red above and blue below, by Pillow: "JPEG" or "PNG"."""
    picture = Image.effect_noise(size, 90).convert("RGB")
    half = (size[0], size[1] // 2)
    picture.paste(Image.blend(picture.crop((0, 0, *half)), Image.new("RGB", half, "red"), 0.6), (0, 0))
    picture.paste(Image.blend(picture.crop((0, 0, *half)), Image.new("RGB", half, "blue"), 0.6), (0, half[1]))
    picture.save(out := io.BytesIO(), form, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, bits: int, colour: int, rows: Iterable[bytes], extra: bytes = b"") -> bytes:
    """A png of these rows; `extra` chunks stand before them."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(b"\0" + row) for row in rows) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + header + extra + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")


def zip_of(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def ooxml(kind: str, types: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """A docx (WORD) or xlsx (EXCEL); `types` is XML put into its list of content types."""
    main = "word/document.xml" if kind == WORD else "xl/workbook.xml"
    override = (
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/content-types"
    listed = f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{package}">{override}{types}</Types>'
    return zip_of({"[Content_Types].xml": listed.encode(), main: b"<document/>", **(extra or {})})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams at its top; each takes eight sectors, as small ones need another table."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_at = 1
    entries = [_ole_entry("Root Entry", 5, _END, 0, child=1)]
    fat, body = [_FAT], b""
    directory_sectors = (len(padded) + 4) // 4
    fat += [*range(directory_at + 1, directory_at + directory_sectors), _END]
    for number, (name, data) in enumerate(padded.items(), 1):
        start, length = len(fat), len(data) // 512
        fat += [*range(start + 1, start + length), _END]
        entries.append(_ole_entry(name, 2, start, len(data), right=number + 1 if number < len(padded) else _FREE))
        body += data
    directory = b"".join(entries).ljust(512 * directory_sectors, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIII4xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory_at, 4096, _END, 0, _END, 0)
    return header + struct.pack("<I", 0).ljust(436, b"\xff") + table + directory + body


def _ole_entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIQ", len(encoded), kind, 1, _FREE, right, child, start, size
    )


def pdf(
    body: bytes = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n",
) -> bytes:
    start = b"%PDF-1.7\n" + body
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R>>\n"
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


def rar4_block(kind: int, flags: int, rest: bytes = b"") -> bytes:
    header = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(header) & 0xFFFF) + header


def rar4(unpacked: int = 2) -> bytes:
    """An archive of RAR 4 with one stored file of two bytes, which says that it unpacks to `unpacked`."""
    file = struct.pack("<IIBIIBBHI", 2, unpacked, 3, zlib.crc32(b"hi"), 0, 29, 0x30, 5, 0) + b"a.txt"
    blocks = rar4_block(0x73, 0, bytes(6)) + rar4_block(0x74, 0x8000, file) + b"hi" + rar4_block(0x7B, 0x4000)
    return b"Rar!\x1a\x07\x00" + blocks


def rar5_block(*numbers: int, rest: bytes = b"") -> bytes:
    body = b"".join(map(_rar5_number, numbers)) + rest
    body = _rar5_number(len(body)) + body
    return struct.pack("<I", zlib.crc32(body)) + body


def rar5(unpacked: int = 2) -> bytes:
    """An archive of RAR 5, as rar4()."""
    file = rar5_block(2, 2, 2, 0, unpacked, 0, 0, 0, 5, rest=b"a.txt") + b"hi"
    return b"Rar!\x1a\x07\x01\x00" + rar5_block(1, 0, 0) + file + rar5_block(5, 0, 0)


def _rar5_number(value: int) -> bytes:
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _rar5_number(high) if high else bytes([low])


SAMPLES = {
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "gif": picture("GIF"),
    "ico": picture("ICO", (16, 16)),
    "rar": rar5(),
    "zip": zip_of({"پوشه/یادداشت.txt": "سلام".encode()}),
    "pdf": pdf(),
    "doc": ole({"WordDocument": b"\xec\xa5\xc1\x00", "1Table": b""}),
    "docx": ooxml(WORD),
    "xls": ole({"Workbook": b"\x09\x08\x10\x00\x00\x06\x05\x00"}),
    "xlsx": ooxml(EXCEL),
    "csv": "نام,شهر\nسارا,تهران\n".encode(),
}
