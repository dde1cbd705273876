"""Odd and hostile texts through every form: kept as typed, but for what no eye can see, and never a fault of ours."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.persian import clean_line, clean_text

from .browsing import browser_document, document, login, text_of
from .desk import act, post
from .files import chosen, csv
from .hostile import HIDDEN, HOSTILE, MORE
from .people import People
from .tickets import department, found, user

TEXTS = (*HOSTILE, *MORE, *HIDDEN)
# As bytes, for no string can hold them: half a letter, a lone surrogate, a letter written too long.
BROKEN = (b"\xff\xfe", b"\xed\xa0\x80x", b"\xc0\xaf", b"\xf0\x9f\x98", b"\x80\x81", b"%\x00a")


@pytest.fixture
def admin(app: Flask, people: People) -> FlaskClient:
    return login(app.test_client(), "admin")


def test_a_customers_words_are_kept_as_typed(app: Flask, people: People, reza: FlaskClient) -> None:
    ident = str(department(app))
    for number, text in enumerate(TEXTS):
        typed = {"subject": text, "body": f"{text}\n{text}", "department": ident}
        sent = post(reza, "/tickets/new", attachments=chosen({f"{text[:60]}.csv": csv()}), **typed)
        assert sent.status_code in (303, 422), text
        if sent.status_code == 422:  # nothing was left of the name of the file but a path
            sent = post(reza, "/tickets/new", **typed)
        code = str(sent.location).removeprefix("/tickets/")
        ticket = found(app, code)
        assert ticket.subject == clean_line(text)
        assert ticket.messages[0].body == clean_text(f"{text}\n{text}")
        if number % 3 == 0:
            assert text_of(browser_document(reza.get(f"/tickets/{code}")).find(".//h1")) == clean_line(text)


def test_a_name_is_kept_as_typed(app: Flask, people: People, reza: FlaskClient) -> None:
    for text in TEXTS:
        response = post(reza, "/profile", full_name=text[:100], email=people.reza.email, mobile="", locale="fa")
        assert response.status_code in (303, 422), text
        if response.status_code == 303:
            assert user(app, "reza").full_name == clean_line(text[:100])


def test_the_desks_words_are_kept_as_typed(app: Flask, sara: FlaskClient, admin: FlaskClient, code: str) -> None:
    paths = ("departments", "faq/categories", "replies/new", "faq/new")
    for number, text in enumerate(TEXTS):
        kind = ("reply", "note")[number % 2]
        assert act(sara, f"tickets/{code}/messages", body=text, kind=kind).status_code == 303
        assert found(app, code).messages[-1].body == clean_text(text)
        # Each form with every second text.
        for path in paths[number % 2 :: 2]:
            fields = dict.fromkeys(("name", "title", "question"), text[:100])
            assert act(admin, path, **fields, body=text, answer=text).status_code in (303, 422), (path, text)
        assert act(sara, "views", name=text[:60], view="all").status_code in (303, 422)


@pytest.mark.parametrize("text", BROKEN)
def test_bytes_that_are_no_text_are_no_fault_of_ours(app: Flask, reza: FlaskClient, code: str, text: bytes) -> None:
    field = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    token = post(reza, "/language", locale="fa") and document(reza.get("/panel")).find(".//input[@name='csrf_token']")
    fields = {b"csrf_token": token.get("value").encode(), b"body": text + b" x", b"subject": text, text: text}
    body = b"".join(field % pair for pair in fields.items())
    file = b'--x\r\nContent-Disposition: form-data; name="attachments"; filename="%s.csv"\r\n\r\na,b\r\n\r\n--x--\r\n'
    for path in (f"/tickets/{code}/messages", "/tickets/new", "/profile", f"/tickets/{code}/draft"):
        response = reza.post(path, data=body + file % text, content_type="multipart/form-data; boundary=x")
        assert response.status_code < 500, path
    for query in (b"q=" + text, b"page=" + text, b"since=" + text):
        assert reza.get("/tickets", query_string=query.decode("latin-1")).status_code in (200, 400)
    assert reza.get(f"/tickets/{code}").status_code == 200
