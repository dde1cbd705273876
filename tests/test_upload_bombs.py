"""Files made to cost more than they weigh, or to be two things at once."""

from __future__ import annotations

import io
import resource
import stat
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest

from hamyar_support.uploads import Refused, inspect, refusals

from . import samples
from .samples import SAMPLES, WORD, zip_of

MIB = 1024 * 1024
SLACK = 3  # seconds: a busy machine; alone each takes under one


def refused(name: str, data: bytes) -> str:
    started = time.monotonic()
    with pytest.raises(Refused) as caught:
        inspect(name, io.BytesIO(data))
    assert time.monotonic() - started < SLACK
    return str(caught.value.reason)


def test_900_million_pixels_are_refused_from_the_header():
    bomb = samples.png(30_000, 30_000, 1, 0, (bytes(3750) for _ in range(30_000)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused("a.png", bomb) == str(refusals.TOO_MANY_PIXELS)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024  # KiB


def test_a_png_with_five_gigabytes_of_metadata_costs_nothing():
    profile = samples.png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(MIB - 1), 9))
    started = time.monotonic()
    inspect("a.png", io.BytesIO(samples.png(8, 8, 8, 0, [bytes(8)] * 8, profile * 4_900)))
    assert time.monotonic() - started < SLACK


def test_a_jpg_of_a_thousand_scans_is_refused():
    out = io.BytesIO()
    samples.Image.new("L", (4000, 4000)).save(out, "JPEG", progressive=True)
    scan = out.getvalue()[out.getvalue().rfind(b"\xff\xda") : -2]
    assert refused("a.jpg", out.getvalue()[:-2] + scan * 100 + b"\xff\xd9") == str(refusals.TOO_MANY_PIXELS)


def test_an_icon_of_bombs_is_refused():
    bomb = samples.png(5000, 5000, 8, 6, [bytes(20_000)] * 5000)
    entry = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(bomb), 6 + 16 * 64)
    assert refused("a.ico", struct.pack("<HHH", 0, 1, 64) + entry * 64 + bomb)


def test_archives_are_measured_before_they_are_unpacked():
    bomb = zip_of({f"{number}": bytes(51 * MIB) for number in "ab"})
    assert len(bomb) < 110_000
    tracemalloc.start()
    try:
        assert refused("a.zip", bomb) == str(refusals.TOO_MUCH_INSIDE)
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()
    assert refused("a.docx", samples.ooxml(WORD, extra={"word/media/a.bmp": bytes(101 * MIB)})) == str(
        refusals.TOO_MUCH_INSIDE
    )
    for rar in (samples.rar4, samples.rar5):
        assert refused("a.rar", rar(unpacked=2**31)) == str(refusals.TOO_MUCH_INSIDE)


def test_entries_are_counted():
    many = zip_of({f"{number}": b"" for number in range(40_000)}, zipfile.ZIP_STORED)
    assert refused("a.zip", many) == str(refusals.TOO_MANY_ENTRIES)
    blocks = samples.rar5_block(1, 0, 0) + samples.rar5_block(2, 0, 0, 1, 0, 0, 0) * 40_000
    assert refused("a.rar", b"Rar!\x1a\x07\x01\x00" + blocks) == str(refusals.TOO_MANY_ENTRIES)


def test_archives_inside_count_too():
    inner = zip_of({"a": bytes(40 * MIB)})
    inspect("a.zip", io.BytesIO(zip_of({"a.zip": inner, "b.zip": inner})))
    assert refused("a.zip", zip_of({f"{n}.zip": inner for n in "abc"})) == str(refusals.TOO_MUCH_INSIDE)
    assert refused("a.zip", zip_of({"a.zip": zip_of({"b.zip": bytes(90 * MIB)})})) == str(refusals.TOO_MUCH_INSIDE)
    deep = zip_of({"note.txt": b"hi"})
    for _ in range(refusals.MAX_DEPTH):
        inspect("a.zip", io.BytesIO(deep))
        deep = zip_of({"deeper.ZIP": deep})
    assert refused("a.zip", deep) == str(refusals.TOO_DEEP)


def test_a_size_that_lies_is_found_out():
    honest = zip_of({"a": bytes(MIB)})
    size = struct.pack("<I", MIB)
    assert honest.count(size) == 2  # in the entry and in the list of entries
    assert refused("a.zip", honest.replace(size, struct.pack("<I", 1000))) == str(refusals.DAMAGED)


@pytest.mark.parametrize("name", ["../a", "/etc/passwd", "a/../../b", "..\\a"])
def test_paths_must_stay_inside(name):
    assert refused("a.zip", zip_of({name: b""})) == str(refusals.LEADS_OUTSIDE)


def test_links_are_refused():
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused("a.zip", out.getvalue()) == str(refusals.LEADS_OUTSIDE)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "META-INF/MANIFEST.MF", "mimetype", "AndroidManifest.xml"])
def test_other_packages_are_no_archives(name):
    assert "zip" in refused("a.zip", zip_of({name: b""}))


@pytest.mark.parametrize("extension", ["jpg", "png", "gif", "ico"])
@pytest.mark.parametrize(
    "hidden", [SAMPLES["zip"], SAMPLES["rar"], SAMPLES["pdf"], b"<script>alert(1)</script>", b"<?php system($_GET[0]);"]
)
def test_a_picture_is_nothing_else(extension, hidden):
    assert refused(f"a.{extension}", SAMPLES[extension] + hidden) == str(refusals.HIDDEN_CONTENT)


@pytest.mark.parametrize("before", [b"<html>", b"MZ", SAMPLES["gif"], SAMPLES["zip"]])
def test_nothing_stands_before_an_archive_or_a_document(before):
    for extension in ("zip", "rar", "pdf", "docx", "xls"):
        assert refused(f"a.{extension}", before + SAMPLES[extension])


def test_nothing_stands_behind_a_document():
    for extension in ("pdf", "rar"):
        assert refused(f"a.{extension}", SAMPLES[extension] + SAMPLES["zip"]) == str(refusals.HIDDEN_CONTENT)
    assert refused("a.pdf", SAMPLES["pdf"] + b"<html></html>")
