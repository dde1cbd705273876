"""What a form tells the browser of its fields: which are asked for, and how much each takes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from .browsing import document

ASKED_FOR = {
    "/login": {"username", "password"},
    "/register": {"full_name", "username", "email", "mobile", "password", "password_confirm"},
    "/tickets/new": {"department", "subject", "body"},
}


@pytest.mark.parametrize("page", ASKED_FOR)
def test_a_screen_reader_hears_what_is_required(client: FlaskClient, reza: FlaskClient, page: str) -> None:
    controls = document((reza if page == "/tickets/new" else client).get(page)).iter()
    assert {control.get("name") for control in controls if control.get("required") is not None} == ASKED_FOR[page]


@pytest.mark.parametrize(("name", "most"), [("subject", "200"), ("body", None)])
def test_a_line_takes_no_more_than_can_be_sent_and_no_browser_cuts_a_pasted_text_off(
    reza: FlaskClient, name: str, most: str | None
) -> None:
    control = next(c for c in document(reza.get("/tickets/new")).iter() if c.get("name") == name)
    assert control.get("maxlength") == most
