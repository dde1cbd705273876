"""GET /tickets/CODE by the poll, asked wrongly, plainly, and by somebody else."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.tickets import BODY, open_ticket

from .test_ticket_live import LIVE, poll


def test_no_garbage_is_an_error(reza: FlaskClient, code: str) -> None:
    for name in ("since", "after", "after_event"):
        for garbage in ("x", "", "-1", "9" * 30, "1.5", "\x00"):
            asked = {"since": "0", "after": "0", "after_event": "0", name: garbage}
            response = reza.get(f"/tickets/{code}", query_string=asked, headers=LIVE)
            assert response.status_code in (200, 204), asked


def test_without_htmx_the_same_address_is_the_page(reza: FlaskClient, code: str) -> None:
    assert BODY in reza.get(poll(reza, code)).text


def test_another_persons_news_is_not_found(app: Flask, mina: FlaskClient, people: People, code: str) -> None:
    own = open_ticket(app, people.mina)
    address = poll(mina, own)
    assert mina.get(address.replace(own, code), headers=LIVE).status_code == 404
