"""A text that makes an expression run for ever.

ASVS 1.2.9 and 1.3.12, RT CVE-2014-9472. A hundred kilobytes of anything are answered, in whatever field they stand;
the time is that of the processor, and generous: what is hunted takes minutes.
"""

from __future__ import annotations

from time import process_time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX
from tests.desk import post
from tests.files import chosen, csv
from tests.tickets import department

SIZE, SECONDS = 100_000, 2.0
UNITS = (
    "a@",
    "http://",
    "www.",
    "((((http://a)",
    "\u200c",
    "می\u200c",
    "e\u0301\u064b",
    "\u202e",
    "<a href=",
    "&#",
    "`**_[](",
    "\n> ",
    " \n",
    "0۰-",
    "../",
    "{نام",
    "ﷺ",
    "🏳️‍🌈",
    "='\"",
)


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_a_hundred_kilobytes_of_it_are_answered(app: Flask, reza: FlaskClient, code: str, unit: str) -> None:
    text = (unit * SIZE)[:SIZE]
    half = text[:49_999]
    chosen_department = str(department(app))
    post(reza, f"/tickets/{code}/draft", body="x")
    requests = {
        "too long a message": lambda: post(reza, f"/tickets/{code}/messages", HTMX, body=text),
        "a message": lambda: post(reza, f"/tickets/{code}/messages", HTMX, body=half),
        "a subject": lambda: post(reza, "/tickets/new", subject=text, body="x", department=chosen_department),
        "a name": lambda: post(reza, "/profile", full_name=text, email=text, mobile=text, locale=text),
        "a search": lambda: reza.get("/tickets", query_string={"q": text}),
        "an address to go to": lambda: post(reza, "/language", locale="fa", next=text),
        "the name of a file": lambda: post(
            reza, f"/tickets/{code}/messages", body="x", attachments=chosen({text + ".csv": csv()})
        ),
    }
    for name, request in requests.items():
        begun = process_time()
        assert request().status_code < 500, name
        assert process_time() - begun < SECONDS, name
