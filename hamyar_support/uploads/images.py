"""Pictures: jpg, png, gif and ico."""

from __future__ import annotations

import io
import re
import struct

from PIL import GifImagePlugin, JpegImagePlugin, PngImagePlugin

from .archives import PADDING, ends_as_zip
from .refusals import DAMAGED, HIDDEN_CONTENT, MAX_PIXELS, TOO_MANY_PIXELS, Refused

# Pixels times the passes over them: a progressive jpg has about ten, a hostile one thousands.
MAX_JPG_WORK = 500_000_000
# Segments of a jpg before its pixels, chunks of a png.
MAX_PARTS = 20_000
MAX_ICONS = 64
MAX_ICON_SIDE = 1024  # of a png in it; Windows shows 256
MAX_ICON_SLACK = 64  # bytes that the list may give a picture beyond its own
_BITMAP_HEADER_BYTES = 40

# What a jpg is decoded with: frame and Huffman tables (C0 to CF), quantisation, restarts. C8 is reserved.
_JPG_NEEDED = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDD})
_JPG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a segment
_PNG_NEEDED = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# Beginnings of other things that open even from the middle of a picture.
_FOREIGN = re.compile(
    rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|%PDF-|<(?:\?php|!doctype html|html|head|body|script|iframe|svg |img )",
    re.IGNORECASE,
)


def check_jpg(data: bytes) -> None:
    """A jpg that decodes to its last line. What cameras append (previews, depth, a short film) may stay."""
    needed = jpg_without_metadata(data)
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(needed))
    _refuse_too_many_pixels(*picture.size)
    if picture.width * picture.height * needed.count(b"\xff\xda") > MAX_JPG_WORK:
        raise Refused(TOO_MANY_PIXELS)
    # Reads all of it, but keeps an eighth of each side: no eye would accept that, a check does.
    picture.draft("L", (1, 1))
    picture.load()
    _refuse_foreign(data)


def check_png(data: bytes) -> None:
    """A png whose first picture decodes and which ends where pngs end."""
    picture = PngImagePlugin.PngImageFile(io.BytesIO(png_without_metadata(data)))
    width, height, bits = struct.unpack_from(">IIB", data, 16)
    _refuse_too_many_pixels(width, height * (2 if bits == 16 else 1))  # they take twice the time
    picture.load()
    # Screenshots cropped in place keep the old end behind the new one, so only the very end can be asked for.
    if not data.rstrip(PADDING).endswith(b"IEND\xae\x42\x60\x82"):
        raise Refused(HIDDEN_CONTENT)
    _refuse_foreign(data)


def check_gif(data: bytes) -> None:
    """A gif whose first frame decodes and which ends where gifs end."""
    picture = GifImagePlugin.GifImageFile(io.BytesIO(data))
    _refuse_too_many_pixels(*picture.size)
    picture.load()
    if data[_end_of_gif(data) :].strip(PADDING):
        raise Refused(HIDDEN_CONTENT)
    _refuse_foreign(data)


def check_ico(data: bytes) -> None:
    """An icon whose pictures all decode, each as large as their list says; what lies behind the last is ignored."""
    end = 0
    for offset, size in _icons(data):
        # One after another: pictures that share their bytes could be many more than the file has room for.
        if offset < end or offset + size > len(data):
            raise Refused(DAMAGED)
        end = offset + size
        picture = data[offset:end]
        if picture.startswith(b"\x89PNG"):
            _check_png_in_icon(picture)
        else:
            _check_bitmap_in_icon(picture)
    _refuse_foreign(data)


def _icons(data: bytes) -> list[tuple[int, int]]:
    """Where each picture of an icon lies and how many bytes it has, in the order of their places."""
    (count,) = struct.unpack_from("<H", data, 4)
    if not 0 < count <= MAX_ICONS:
        raise Refused(DAMAGED)
    entries = (struct.unpack_from("<8xII", data, 6 + 16 * index) for index in range(count))
    places = sorted((offset, size) for size, offset in entries)
    if places[0][0] < 6 + 16 * count:
        raise Refused(DAMAGED)
    return places


def _check_png_in_icon(data: bytes) -> None:
    width, height = struct.unpack_from(">II", data, 16)
    if max(width, height) > MAX_ICON_SIDE:
        raise Refused(TOO_MANY_PIXELS)
    check_png(data)


def _check_bitmap_in_icon(data: bytes) -> None:
    """A bitmap without a file header, its height counted twice for the mask of one bit that follows the pixels.

    Nothing is packed in it, so its length says whether the pixels are there; old writers leave out the mask.
    """
    header, width, height, _planes, bits, packing, colours = struct.unpack_from("<IiiHHI12xI", data)
    height = abs(height) // 2
    if header != _BITMAP_HEADER_BYTES or bits not in {1, 4, 8, 16, 24, 32} or packing:
        raise Refused(DAMAGED)
    _refuse_too_many_pixels(width, height)
    palette = 4 * min(colours or 256, 1 << bits) if bits <= 8 else 0
    pixels, mask = (height * ((width * depth + 31) // 32 * 4) for depth in (bits, 1))
    least = header + palette + pixels
    if not least <= len(data) <= least + mask + MAX_ICON_SLACK:
        raise Refused(DAMAGED)


def jpg_without_metadata(data: bytes) -> bytes:
    """The jpg with only what its pixels need: metadata can be made to cost more time than the picture."""
    needed, at = [data[:2]], 2
    for _ in range(MAX_PARTS):
        at = data.find(b"\xff", at)  # decoders, too, skip what stands between segments
        if at < 0 or at + 4 > len(data):
            break
        marker = data[at + 1]
        if marker in {0x00, 0xFF}:
            at += 1
        elif marker in _JPG_ALONE:
            at += 2
        elif marker == 0xDA:
            return b"".join([*needed, data[at:]])
        else:
            end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            if marker in _JPG_NEEDED:
                needed.append(data[at:end])
            at = end
    raise Refused(DAMAGED)


def png_without_metadata(data: bytes) -> bytes:
    """The png with only what its first picture needs, up to its end, as for jpg; checksums are the decoder's to ask."""
    needed, at = [data[:8]], 8
    for _ in range(MAX_PARTS):
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if kind in _PNG_NEEDED:
            needed.append(data[at:end])
        if kind == b"IEND":
            return b"".join(needed)
        at = end
    raise Refused(DAMAGED)


def _end_of_gif(data: bytes) -> int:
    """Where the block that ends a gif ends; the blocks before it are stepped over."""
    at = 13 + _gif_palette_bytes(data[10])
    while (kind := data[at]) != 0x3B:
        if kind == 0x2C:  # a picture: its place, perhaps a palette of its own, then like all others
            at += 11 + _gif_palette_bytes(data[at + 9])
        elif kind == 0x21:
            at += 2
        else:  # decoders step over it, too
            at += 1
            continue
        while size := data[at]:
            at += 1 + size
        at += 1
    return at + 1


def _gif_palette_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _refuse_too_many_pixels(width: int, height: int) -> None:
    """Ask this of the header, before a decoder makes room for the pixels."""
    if width * height > MAX_PIXELS:
        raise Refused(TOO_MANY_PIXELS)
    if width <= 0 or height <= 0:
        raise Refused(DAMAGED)


def _refuse_foreign(data: bytes) -> None:
    if ends_as_zip(data) or _FOREIGN.search(data):
        raise Refused(HIDDEN_CONTENT)
