"""Heavy pictures get a small one to be shown in their place."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from hamyar_support import uploads
from hamyar_support.uploads import inspect

from . import samples
from .samples import photo


def small_of(name: str, data: bytes) -> Image.Image | None:
    made = inspect(name, io.BytesIO(data)).thumbnail
    return None if made is None else Image.open(io.BytesIO(made))


@pytest.mark.parametrize(("name", "form"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG")])
def test_a_heavy_picture_has_one_of_its_own_shape(name: str, form: str) -> None:
    data = photo(form) if form == "JPEG" else photo(form, (1000, 750))
    made = inspect(name, io.BytesIO(data)).thumbnail
    assert made is not None
    assert len(made) * 2 < len(data)
    picture = Image.open(io.BytesIO(made))
    assert (picture.format, picture.size) == ("WEBP", (480, 360))


@pytest.mark.parametrize(
    ("orientation", "size", "place"),
    [(1, (480, 360), (240, 20)), (3, (480, 360), (240, 340)), (6, (360, 480), (340, 240)), (8, (360, 480), (20, 240))],
)
def test_it_stands_upright_as_a_browser_shows_the_photo(
    orientation: int, size: tuple[int, int], place: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = small_of("a.jpg", photo("JPEG", exif=exif))
    assert picture is not None
    red, _green, blue = picture.convert("RGB").resize((48, 48)).resize(size).getpixel(place)  # type: ignore[misc]
    assert (picture.size, red > blue) == (size, True)


def test_a_transparent_picture_stays_transparent() -> None:
    data = photo("PNG", (800, 600))
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    picture.putalpha(0)
    picture.save(out := io.BytesIO(), "PNG")
    small = small_of("a.png", out.getvalue())
    assert small is not None
    assert small.convert("RGBA").getpixel((10, 10))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("extension", ["jpg", "png", "gif", "ico", "pdf", "csv"])
def test_a_light_file_has_none(extension: str) -> None:
    assert inspect(f"a.{extension}", io.BytesIO(samples.SAMPLES[extension])).thumbnail is None


def test_damaged_metadata_do_no_harm_and_take_no_time() -> None:
    for exif in (
        b"",
        b"II",
        b"XX*\0\x08\0\0\0",
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff" + b"\x01" * 60_000,
    ):
        began = time.monotonic()
        assert small_of("a.jpg", photo("JPEG", exif=b"Exif\0\0" + exif)) is not None
        assert time.monotonic() - began < 2


def test_a_picture_that_cannot_be_made_small_is_taken_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(uploads, "thumbnail", fail)
    assert small_of("a.jpg", photo("JPEG")) is None
