"""No memory for what was sent: that is the desk's trouble, and nothing is wrong with the file."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import uploads
from hamyar_support.models import Message
from tests.browsing import HTMX
from tests.files import chosen, nothing_stored, png
from tests.logged import Logged
from tests.portal.test_sent_twice import composed
from tests.tickets import count

TEXT = "متنی که نباید گم شود"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_one_is_asked_to_send_it_again_and_the_text_comes_back(
    app: Flask,
    reza: FlaskClient,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
    headers: dict[str, str],
) -> None:
    form = composed(reza, code, TEXT)

    def too_large(_data: bytes) -> None:
        raise MemoryError

    monkeypatch.setitem(uploads._CHECKS, "png", too_large)
    data = {**form, "attachments": chosen({"بزرگ.png": png()})}
    answer = reza.post(f"/tickets/{code}/messages", data=data, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert TEXT in answer.text
    assert logged.all("unexpected_error")[0]["level"] == "error"
    assert (count(app, Message), nothing_stored(app)) == (1, True)
