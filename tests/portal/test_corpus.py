"""Real files through the form: those of the thirteen types come back byte for byte, all others are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Ticket
from tests.files import CORPUS, nothing_stored
from tests.tickets import count, found

from .test_new_ticket import sent_code
from .test_new_ticket_files import refusals, send_files

AT_ONCE, TOTAL = 10, 20 * 1024 * 1024
ACCEPTED = sorted(path for path in CORPUS.glob("accept/*/*") if path.is_file())
REFUSED = sorted(path for path in CORPUS.glob("refuse/*/*") if path.is_file())
# An extension that each content comes close to, and one that it has nothing to do with.
CLOSE = {
    "7z": "rar",
    "bmp": "ico",
    "cab": "zip",
    "chm": "doc",
    "docm": "docx",
    "dotm": "docx",
    "eml": "csv",
    "empty": "csv",
    "html": "csv",
    "mislabelled": "doc",
    "msg": "doc",
    "ppt": "xls",
    "pptm": "docx",
    "psd": "png",
    "rtf": "doc",
    "svg": "csv",
    "svgz": "zip",
    "tif": "jpg",
    "tiff": "jpeg",
    "webp": "png",
    "xlsm": "xlsx",
}
PERSIAN = re.compile("[آ-ی]{2,}")

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")


def batches(paths: list[Path]) -> Iterator[list[Path]]:
    """As many files as one form may bring."""
    rest = iter(paths)
    while batch := list(islice(rest, AT_ONCE)):
        assert sum(path.stat().st_size for path in batch) < TOTAL
        yield batch


def test_every_genuine_file_is_taken_and_returned_byte_for_byte(app: Flask, reza: FlaskClient) -> None:
    for batch in batches(ACCEPTED):
        sent = {path.name: path.read_bytes() for path in batch}
        response = send_files(reza, sent)
        assert response.status_code == 303, refusals(response)
        (message,) = found(app, sent_code(response)).messages
        assert {file.name: reza.get(f"/attachments/{file.id}").data for file in message.attachments} == sent


@pytest.mark.parametrize("guise", ["close", "far"])
def test_every_other_file_is_refused_with_a_persian_reason_and_nothing_is_stored(
    app: Flask, reza: FlaskClient, guise: str
) -> None:
    for batch in batches(REFUSED):
        names = {f"{n} {path.stem}.{_extension(path, guise)}": path for n, path in enumerate(batch)}
        response = send_files(reza, {name: path.read_bytes() for name, path in names.items()})
        assert response.status_code == 422
        reasons = refusals(response)
        assert list(reasons) == list(names)
        assert [name for name, reason in reasons.items() if not PERSIAN.search(reason)] == []
    assert nothing_stored(app)
    assert count(app, Ticket) == 0


def _extension(path: Path, guise: str) -> str:
    if guise == "close":
        # A mislabelled file is one under the name that it has.
        return path.suffix[1:] if path.parent.name == "mislabelled" else CLOSE[path.parent.name]
    return "pdf" if path.parent.name != "empty" else "gif"
