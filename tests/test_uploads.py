from __future__ import annotations

import hashlib
import io
import itertools
import random
import re
import tempfile

import pytest

from hamyar_support.uploads import ACCEPT, CONTENT_TYPES, EXTENSIONS, MAX_FILE_BYTES, Refused, inspect, refusals

from . import samples
from .samples import EXCEL, SAMPLES, WORD


def refusal(name: str, data: bytes) -> str:
    """Why the file is refused; fails when it is not."""
    with pytest.raises(Refused) as caught:
        inspect(name, io.BytesIO(data))
    return str(caught.value.reason)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_genuine_file_is_taken(extension):
    data = SAMPLES[extension]
    with tempfile.SpooledTemporaryFile() as stream:  # as uploads come
        stream.write(data)
        found = inspect(f"فایل من.{extension.upper()}", stream)
        assert stream.read() == data
    assert (found.name, found.extension, found.size) == (f"فایل من.{extension.upper()}", extension, len(data))
    assert found.content_type == CONTENT_TYPES[extension]
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.is_image == (extension in {"jpg", "jpeg", "png", "gif", "ico"})


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_no_other_type_passes_for_it(extension):
    for other in set(EXTENSIONS) - {extension}:
        if {extension, other} != {"jpg", "jpeg"}:
            assert refusal(f"file.{extension}", SAMPLES[other])


@pytest.mark.parametrize("data", [samples.rar4(), samples.rar5()])
def test_both_forms_of_rar_are_taken(data):
    inspect("a.rar", io.BytesIO(data))


def test_the_guide_names_these_types():
    assert " ".join(EXTENSIONS) == "jpg jpeg png gif ico rar zip pdf doc docx xls xlsx csv"
    assert ACCEPT.split(",")[:2] == [".jpg", ".jpeg"]


@pytest.mark.parametrize(
    "name", ["a", "a.exe", "a.svg", "a.html", "a.docm", "a.csv.exe", ".htaccess", "csv", ".csv", ""]
)
def test_any_other_type_is_refused(name):
    assert refusal(name, SAMPLES["csv"]) == str(refusals.UNKNOWN_TYPE)


def test_under_five_megabytes_is_counted_to_the_byte():
    def of(size):
        padding = size - len(SAMPLES["png"]) - 12
        return SAMPLES["png"][:33] + samples.png_chunk(b"prVt", bytes(padding)) + SAMPLES["png"][33:]

    assert inspect("a.png", io.BytesIO(of(MAX_FILE_BYTES - 1))).size == 5 * 1024 * 1024 - 1
    assert refusal("a.png", of(MAX_FILE_BYTES)) == str(refusals.TOO_BIG)
    assert refusal("a.png", of(MAX_FILE_BYTES + 1)) == str(refusals.TOO_BIG)


def test_an_empty_file_is_refused():
    assert refusal("a.csv", b"") == str(refusals.EMPTY)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_beginning_is_not_a_file(extension):
    for rest in (b"", bytes(2000), random.Random(1).randbytes(2000)):
        if extension != "csv" or rest:
            assert refusal(f"a.{extension}", SAMPLES[extension][:8] + rest)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_damaged_bytes_raise_nothing_else(extension):
    chance = random.Random(extension)
    for _ in range(60):
        data = bytearray(SAMPLES[extension])
        for _ in range(chance.choice((1, 2, 8))):
            data[chance.randrange(len(data))] = chance.choice((0, 127, 128, 255, chance.randrange(256)))
        del data[chance.choice((len(data), chance.randrange(1, len(data)))) :]
        try:
            inspect(f"a.{extension}", io.BytesIO(bytes(data)))
        except Refused as refused:
            assert str(refused.reason)  # noqa: PT017


@pytest.mark.parametrize("extension", sorted(set(EXTENSIONS) - {"csv", "ico"}))
def test_half_a_file_is_refused(extension):
    assert refusal(f"a.{extension}", SAMPLES[extension][: len(SAMPLES[extension]) // 2])


def test_macros_are_refused():
    macro = 'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'
    renamed = samples.ooxml(WORD, f'<Override PartName="/word/document.xml" {macro}/>')
    project = samples.ooxml(EXCEL, extra={"xl/vbaProject.bin": b"\0"})
    old = samples.ole({"Workbook": b"\x09\x08", "VBA": b""})
    for name, data in {"a.docx": renamed, "a.xlsx": project, "a.xls": old}.items():
        assert refusal(name, data) == str(refusals.MACROS)


def test_a_locked_document_is_told_apart_from_a_damaged_one():
    locked = samples.ole({"EncryptedPackage": b"", "EncryptionInfo": b""})
    assert refusal("a.docx", locked) == refusal("a.xlsx", locked) == str(refusals.LOCKED)


def test_no_entity_is_ever_resolved():
    assert refusal("a.docx", samples.ooxml(WORD, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;'))


def test_the_sentences_name_the_limits():
    limits = {
        refusals.TOO_BIG: MAX_FILE_BYTES >> 20,
        refusals.TOO_MUCH_INSIDE: refusals.MAX_UNPACKED_BYTES >> 20,
        refusals.TOO_MANY_ENTRIES: refusals.MAX_ENTRIES,
        refusals.TOO_DEEP: refusals.MAX_DEPTH,
        refusals.TOO_MANY_PIXELS: refusals.MAX_PIXELS // 10**6,
    }
    for sentence, limit in limits.items():
        assert f"{limit:,}" in re.findall(r"[\d,]*\d", str(sentence))
    assert all(extension in str(refusals.UNKNOWN_TYPE) for extension in EXTENSIONS)


def test_the_real_type_is_named_where_it_is_sure():
    assert "png" in refusal("photo.jpg", SAMPLES["png"])
    assert "xls" in refusal("table.doc", SAMPLES["xls"])
    assert all(f" {other}." not in refusal("a.jpg", SAMPLES["csv"]) for other in itertools.islice(EXTENSIONS, 2, None))
