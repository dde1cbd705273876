"""The customer's other requests beside the one that is open."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document
from tests.desk import codes, open_tickets
from tests.people import People
from tests.tickets import open_ticket


def links(client: FlaskClient, code: str) -> tuple[list[str], list[str]]:
    """Where the newest of the others are, and where all of them."""
    root = document(client.get(f"/staff/tickets/{code}"))
    hrefs = [(link.get("class"), link.get("href")) for link in root.iter("a")]
    return tuple([href for name, href in hrefs if name == wanted] for wanted in ("others-link", "others-all"))


def test_the_last_five_are_there_and_a_way_to_all(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    others = open_tickets(app, people.reza, 7)
    open_ticket(app, people.mina)
    newest, (every,) = links(sara, code)
    assert newest == [f"/staff/tickets/{other}" for other in reversed(others[2:])]
    assert sorted(codes(sara.get(every))) == sorted([code, *others])


def test_who_has_only_one_is_led_nowhere(sara: FlaskClient, code: str) -> None:
    assert links(sara, code) == ([], [])
