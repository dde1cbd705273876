"""A line end in what people write, which begins a new header.

RT CVE-2012-4730 and CVE-2013-3373, FreeScout GHSA-5vg9 (CR and LF in an address), osTicket's recipients by a user's
name. Of answers here; those of mails have tests of their own.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX
from tests.desk import post
from tests.files import chosen, csv
from tests.people import People
from tests.tickets import attachment_ids, department, found, user

SPLIT = "x\r\nSet-Cookie: evil=1\r\n\r\n<script>alert(1)</script>"
ENDS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "%0d%0a", "嘊嘍")


@pytest.mark.parametrize("end", ENDS)
def test_the_name_of_a_file_ends_no_header(app: Flask, reza: FlaskClient, code: str, end: str) -> None:
    name = f'x";{end}Set-Cookie: evil=1{end}{end}y.csv'
    assert post(reza, f"/tickets/{code}/messages", body="x", attachments=chosen({name: csv()})).status_code == 303
    response = reza.get(f"/attachments/{attachment_ids(app, code)[0]}")
    assert (response.status_code, response.data) == (200, csv())
    assert "Set-Cookie" not in response.headers
    assert response.headers.getlist("Content-Disposition")[0].isascii()
    assert not set(response.headers["Content-Disposition"]) & set("\r\n\x0b\x0c")


@pytest.mark.parametrize("end", ENDS)
def test_an_address_ends_none_either(client: FlaskClient, people: People, reza: FlaskClient, end: str) -> None:
    for browser in (client, reza):
        for headers in ({}, HTMX):
            for path in ("/panel", "/tickets/x", "/login"):
                response = browser.get(path, query_string={"next": f"/x{end}evil: 1", "q": end}, headers=headers)
                assert response.status_code < 500
                assert "evil" not in response.headers
                assert all(not set(value) & set("\r\n") for _name, value in response.headers)


def test_a_line_of_text_is_one_line_wherever_it_is_kept(app: Flask, people: People, reza: FlaskClient) -> None:
    for end in ("\r\n", "\n", "\r", "\x0b", "\x85", "\u2028"):
        typed = {"department": str(department(app)), "subject": f"الف{end}Bcc: x@example.com", "body": "x"}
        code = post(reza, "/tickets/new", **typed).location.removeprefix("/tickets/")
        assert len(found(app, code).subject.splitlines()) == 1
        post(reza, "/profile", full_name=f"رضا{end}Bcc: x@example.com", email=people.reza.email, mobile="", locale="fa")
        assert len(user(app, "reza").full_name.splitlines()) == 1
        assert len(user(app, "reza").email.splitlines()) == 1
