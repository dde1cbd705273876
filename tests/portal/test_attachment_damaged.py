"""GET /attachments/ID of a file that is not what it was: an error that says so, and not one wrong byte."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.extensions import db
from hamyar_support.models import Attachment
from hamyar_support.storage import Storage
from tests.browsing import HTMX
from tests.files import csv
from tests.logged import Logged
from tests.people import People
from tests.tickets import attachment_ids, open_ticket

WHOLE = csv(1000)
FAULTS: dict[str, Callable[[Storage, str], None]] = {
    "lost": lambda storage, key: storage.delete(key),
    "empty": lambda storage, key: storage.put(key, BytesIO()),
    "cut": lambda storage, key: storage.put(key, BytesIO(WHOLE[:-1])),
    "grown": lambda storage, key: storage.put(key, BytesIO(WHOLE + b"1,x\r\n")),
    "one bit": lambda storage, key: storage.put(key, BytesIO(bytes([WHOLE[0] ^ 1]) + WHOLE[1:])),
}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("fault", FAULTS)
def test_it_is_never_given_as_if_whole(
    app: Flask,
    reza: FlaskClient,
    people: People,
    logged: Logged,
    fault: str,
    headers: dict[str, str],
) -> None:
    (ident,) = attachment_ids(app, open_ticket(app, people.reza, files={"فهرست.csv": WHOLE}))
    assert reza.get(f"/attachments/{ident}").data == WHOLE
    with app.app_context():
        FAULTS[fault](app.extensions["storage"], db.session.get_one(Attachment, ident).storage_key)
    response = reza.get(f"/attachments/{ident}", headers=headers)
    assert (response.status_code, response.mimetype) == (500, "text/html")
    assert "آسیب دیده" in response.text
    assert "Content-Disposition" not in response.headers
    assert b"abcdefgh" not in response.data
    assert [line["path"] for line in logged.all("file_damaged")] == [f"/attachments/{ident}"]
    assert reza.head(f"/attachments/{ident}").status_code == 500
