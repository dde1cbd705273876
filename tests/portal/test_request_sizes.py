"""Forms that are too large, by any measure: refused with a page that says so, and nothing of them is kept."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support import oversized
from hamyar_support.config import MAX_REQUEST_BYTES
from hamyar_support.models import Ticket
from tests.browsing import HTMX, csrf_token, send, text_of
from tests.browsing import document as document_of
from tests.files import csv, nothing_stored
from tests.multipart import BOUNDARY
from tests.tickets import count, department

from .test_new_ticket import TYPED

HEAD = '--{0}\r\nContent-Disposition: form-data; name="{1}"\r\n\r\n{2}\r\n'
FILE = '--{0}\r\nContent-Disposition: form-data; name="attachments"; filename="x.csv"\r\n\r\n'
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


class Endless(io.RawIOBase):
    """A body that says nothing of its length, as one sent in chunks does; remembers how much was read of it."""

    def __init__(self, head: bytes, limit: int) -> None:
        self.head, self.left, self.given = head, limit, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.head[: len(buffer)] or b"x" * min(len(buffer), self.left)
        self.left -= 0 if self.head else len(data)
        self.head = self.head[len(data) :]
        buffer[: len(data)] = data
        self.given += len(data)
        return len(data)


def head(client: FlaskClient) -> bytes:
    fields = {"csrf_token": csrf_token(client, "/faq"), **TYPED, "department": str(department(client.application))}
    return "".join([HEAD.format(BOUNDARY, *field) for field in fields.items()] + [FILE.format(BOUNDARY)]).encode()


def post(
    client: FlaskClient, body: Any, length: int | str, headers: dict[str, str] | None = None, kind: str = TYPE
) -> TestResponse:
    """Send `body` as one of `length` bytes, or in chunks without one ("")."""
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind}
    if length == "":
        environ["wsgi.input_terminated"] = True
    return client.post("/tickets/new", headers=headers, environ_overrides=environ, buffered=True)


def said(response: TestResponse) -> str:
    return text_of(document_of(response).find(".//h1"))


def typed(response: TestResponse) -> list[str]:
    """What the page of an error gives back."""
    return [text_of(e) for e in document_of(response).iter("div") if "error-typed" in e.get("class", "")]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_one_that_says_it_is_too_large_is_not_kept_but_its_text_comes_back(
    app: Flask, reza: FlaskClient, headers: dict[str, str]
) -> None:
    begin = head(reza)
    body = Endless(begin, MAX_REQUEST_BYTES)
    response = post(reza, body, len(begin) + MAX_REQUEST_BYTES, headers)
    assert (response.status_code, said(response)) == (413, "حجم این فرم بیش از اندازه است")
    assert typed(response) == [TYPED["subject"], TYPED["body"]]
    assert body.left == 0, "a browser that is still sending hears no answer"
    assert (nothing_stored(app), count(app, Ticket)) == (True, 0)


def test_one_that_is_too_large_by_far_is_not_even_read(app: Flask, reza: FlaskClient) -> None:
    body = Endless(head(reza), 1 << 30)
    assert post(reza, body, oversized.READ_AWAY_BYTES + 1).status_code == 413
    assert body.given == 0


def test_one_in_chunks_is_counted_while_it_comes_and_its_text_comes_back(app: Flask, reza: FlaskClient) -> None:
    body = Endless(head(reza), 1 << 30)
    response = post(reza, body, "")
    assert (response.status_code, said(response)) == (413, "حجم این فرم بیش از اندازه است")
    assert typed(response) == [TYPED["subject"], TYPED["body"]]
    assert body.given < MAX_REQUEST_BYTES + oversized.READ_AWAY_BYTES + 1024 * 1024
    assert (nothing_stored(app), count(app, Ticket)) == (True, 0)


@pytest.mark.parametrize("missing", [1, 1000, 10**6])
def test_one_that_is_cut_short_is_not_taken_for_whole(app: Flask, reza: FlaskClient, missing: int) -> None:
    body = head(reza) + csv(1000) + f"\r\n--{BOUNDARY}--\r\n".encode()
    response = post(reza, io.BytesIO(body), len(body) + missing)
    assert response.status_code == 400
    assert (nothing_stored(app), count(app, Ticket)) == (True, 0)


@pytest.mark.parametrize("kind", [TYPE, "application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_other_bodies_that_are_too_large_are_refused_just_so(reza: FlaskClient, kind: str) -> None:
    body = Endless(b"body=", MAX_REQUEST_BYTES)
    assert post(reza, body, MAX_REQUEST_BYTES + 5, kind=kind).status_code == 413


def test_a_text_of_600_kilobytes_is_a_wrong_form_and_one_beyond_a_megabyte_too_large(
    app: Flask, reza: FlaskClient
) -> None:
    for size, status in ((600_000, 422), (1_100_000, 413)):
        data = {**TYPED, "department": str(department(app)), "body": "x" * size}
        assert send(reza, "/tickets/new", data).status_code == status
        part = {**data, "attachments": [(io.BytesIO(csv(100)), "خوب.csv")]}
        assert (answer := send(reza, "/tickets/new", part)).status_code == status
        assert "x" * 100_000 in answer.text
    assert count(app, Ticket) == 0
