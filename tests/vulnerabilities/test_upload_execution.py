"""An upload that a web server serves or runs, because it lies where it can be asked for by its path.

UVdesk CVE-2023-39147 (upload, then run), osTicket CVE-2022-32132 (listing of folders), FreeScout GHSA-wg74 (attachments
by address alone), GHSA-9ph7 (logs by path), UVdesk CVE-2026-92805 and Zammad CVE-2026-34723 (setup left open).
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.extensions import db
from hamyar_support.models import Attachment
from tests.files import csv
from tests.people import People
from tests.tickets import attachment_ids, open_ticket

NOWHERE = (
    "/static/../instance/hamyar.sqlite3",
    "/static/%2e%2e/wsgi.py",
    "/static/..%2fwsgi.py",
    "/static/css/../../../wsgi.py",
    "/static/....//wsgi.py",
    "/static//etc/passwd",
    "/static/",
    "/static/css/",
    "/attachments/",
    "/attachments/..%2f..%2fhamyar.sqlite3",
    "/uploads/",
    "/instance/hamyar.sqlite3",
    "/hamyar.sqlite3",
    "/.git/HEAD",
    "/.env",
    "/console",
    "/console?__debugger__=yes&cmd=resource&f=debugger.js",
    "/?__debugger__=yes",
    "/install",
    "/installer",
    "/setup",
    "/upgrade",
    "/demo",
    "/phpinfo.php",
    "/server-status",
    "/robots.txt/..%2f..%2fwsgi.py",
)


@pytest.mark.parametrize("name", ["nobody", "reza", "admin"])
def test_nothing_is_given_by_a_path_of_the_disk(
    app: Flask, people: People, client: FlaskClient, reza: FlaskClient, admin: FlaskClient, name: str
) -> None:
    browser = {"nobody": client, "reza": reza, "admin": admin}[name]
    (ident,) = attachment_ids(app, open_ticket(app, people.reza, files={"فهرست.csv": csv()}))
    with app.app_context():
        key = db.session.get_one(Attachment, ident).storage_key
    keys = [f"/{folder}/{key}" for folder in ("attachments", "static", "static/attachments", "uploads", "instance")]
    for path in (*NOWHERE, *keys):
        response = browser.get(path, buffered=True)
        if path.startswith("/?"):
            assert "همیار" in response.text
        else:
            assert response.status_code in (301, 302, 308, 400, 404), path
            assert b"SQLite" not in response.data
            assert b"abcdefgh" not in response.data
            assert b"create_app" not in response.data


def test_the_site_does_not_debug(app: Flask) -> None:
    assert app.debug is False
    assert "PROPAGATE_EXCEPTIONS" not in app.config or not app.config["PROPAGATE_EXCEPTIONS"]
