"""A file that is something else than its name says, and that a browser would run.

osTicket CVE-2022-32074 (SVG in a .jpg) and CVE-2019-14748, django-helpdesk CVE-2021-3950, FreeScout #1359, Roundup
CVE-2024-39126, RT CVE-2022-25802 (the type of an attachment is the sender's). Real files: test_corpus.py.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.desk import post
from tests.files import chosen, nothing_stored, png
from tests.portal.test_new_ticket_files import refusals
from tests.samples import picture
from tests.tickets import attachment_ids

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(browser_document.cookie)</script></html>"
PHOTO = picture("JPEG")
PHP = b"GIF89a<?php system($_GET['x']); ?>"
DISGUISED = {
    "logo.svg": SVG,
    "logo.jpg": SVG,
    "logo.png": b"\x89PNG\r\n\x1a\n" + SVG,
    "page.pdf": HTML,
    "page.html": HTML,
    "page.csv.html": HTML,
    "picture.gif": PHP,
    "both.png": png() + HTML,
    # A sound picture with a page in its comment.
    "comment.jpg": PHOTO[:2] + b"\xff\xfe" + (len(HTML) + 2).to_bytes(2, "big") + HTML + PHOTO[2:],
    "page.docx": HTML,
    "page.zip": HTML,
    "page.xml": SVG,
    "page.xhtml": HTML,
    "program.js": b"alert(1)",
    "flash.swf": b"CWS\x0a",
}


@pytest.mark.parametrize("side", ["customer", "staff"])
def test_none_is_taken(app: Flask, reza: FlaskClient, sara: FlaskClient, code: str, side: str) -> None:
    client, path = (reza, f"/tickets/{code}") if side == "customer" else (sara, f"/staff/tickets/{code}")
    for start in range(0, len(DISGUISED), 10):
        files = dict(list(DISGUISED.items())[start : start + 10])
        response = post(client, f"{path}/messages", body="x", attachments=chosen(files))
        assert response.status_code == 422
        assert set(refusals(response)) == set(files)
    assert nothing_stored(app)


def test_markup_in_a_table_is_taken_as_a_table_and_run_by_nobody(app: Flask, reza: FlaskClient, code: str) -> None:
    table = b"name,note\r\nx,<script>alert(1)</script>\r\n"
    assert post(reza, f"/tickets/{code}/messages", body="x", attachments=chosen({"x.csv": table})).status_code == 303
    (ident,) = attachment_ids(app, code)
    # Neither the way of asking nor the address changes how it is given.
    for path in (f"/attachments/{ident}", f"/attachments/{ident}?type=text/html&inline=1&download=0"):
        response = reza.get(path, headers={"Accept": "text/html", "Range": "bytes=0-10"})
        assert response.data == table
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response.headers["Content-Disposition"].startswith("attachment;")
