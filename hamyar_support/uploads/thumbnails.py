"""Small pictures to be shown in place of large ones: a conversation need not load megabytes to be read."""

from __future__ import annotations

import io
import struct

from PIL import Image, JpegImagePlugin, PngImagePlugin

from .images import jpg_without_metadata, png_without_metadata

CONTENT_TYPE = "image/webp"
SIDE = 480  # pixels
QUALITY = 70
# Lighter pictures are shown themselves.
LEAST_BYTES = 48 * 1024
# A larger png would take more memory than the check that lets it in: it is copied while it is made small.
MAX_PNG_PIXELS = 12_000_000

_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def thumbnail(data: bytes, kind: str) -> bytes | None:
    """A webp of at most SIDE × SIDE pixels of the picture in `data`, which was checked to be a `kind`.

    None where it would not be lighter by half, and for kinds that may move or are small by nature.
    """
    if len(data) < LEAST_BYTES or kind not in ("jpg", "png"):
        return None
    picture = _jpg(data) if kind == "jpg" else _png(data)
    if picture is None:
        return None
    picture.thumbnail((SIDE, SIDE))
    if kind == "jpg" and (turned := _TURNED.get(_orientation(data))) is not None:
        picture = picture.transpose(turned)
    picture.save(out := io.BytesIO(), "webp", quality=QUALITY)
    small = out.getvalue()
    return small if len(small) * 2 < len(data) else None


def _jpg(data: bytes) -> Image.Image:
    picture = JpegImagePlugin.JpegImageFile(io.BytesIO(jpg_without_metadata(data)))
    # Decodes an eighth, a quarter or a half of each side where that is enough.
    picture.draft("RGB", (SIDE, SIDE))
    return picture.convert("RGB")


def _png(data: bytes) -> Image.Image | None:
    picture = PngImagePlugin.PngImageFile(io.BytesIO(png_without_metadata(data)))
    if picture.width * picture.height > MAX_PNG_PIXELS or picture.mode not in ("L", "LA", "P", "RGB", "RGBA"):
        return None
    return picture.convert("RGB" if picture.mode in ("L", "RGB") else "RGBA")


def _orientation(data: bytes) -> int:
    """How the camera was held, as the Exif part of a jpg says it; 1 is upright.

    Read by hand, because Pillow reads all of that part, and a stranger wrote it.
    """
    try:
        start = data.index(b"Exif\0\0", 0, 64 * 1024) + 6
        order = {b"II": "<", b"MM": ">"}[data[start : start + 2]]
        entries = start + struct.unpack_from(f"{order}I", data, start + 4)[0]
        for number in range(struct.unpack_from(f"{order}H", data, entries)[0]):
            tag, value = struct.unpack_from(f"{order}H6xH", data, entries + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value)
    except (ValueError, KeyError, struct.error):
        pass
    return 1
