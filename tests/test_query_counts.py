"""How many statements a page costs, and that more tickets do not make it more, nor a scan of a table."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .browsing import HTMX, document, htmx
from .people import People
from .queries import counted
from .questions import ask
from .tickets import open_many, talk

FEW, SOME, MANY = 5, 40, 200


def statements(client: FlaskClient, path: str, headers: dict[str, str] | None = None, status: int = 200) -> list[str]:
    """What the page asks of the database; it is asked for once before, as a living site has been."""
    client.get(path, headers=headers)
    with counted() as asked:
        assert client.get(path, headers=headers).status_code == status
    return asked


@pytest.mark.parametrize("query", ["", "?status=open", "?q=درخواست", "?status=open&q=درخواست"])
def test_the_list_costs_three_however_long_it_is(app: Flask, reza: FlaskClient, people: People, query: str) -> None:
    open_many(app, people.reza, FEW)
    few = statements(reza, f"/tickets{query}")
    open_many(app, people.reza, (SOME if query else MANY) - FEW)
    many = statements(reza, f"/tickets{query}")
    assert len(few) == len(many) <= 3


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_ticket_costs_five_however_long_it_is(
    app: Flask, reza: FlaskClient, people: People, code: str, headers: dict[str, str]
) -> None:
    few = statements(reza, f"/tickets/{code}", headers)
    talk(app, code, [people.reza, people.sara], 60)
    many = statements(reza, f"/tickets/{code}", headers)
    assert len(few) == len(many) <= 5


def test_the_panel_costs_four_however_much_there_is(app: Flask, reza: FlaskClient, people: People) -> None:
    open_many(app, people.reza, FEW)
    few = statements(reza, "/panel")
    open_many(app, people.reza, SOME - FEW)
    assert len(few) == len(statements(reza, "/panel")) <= 4


@pytest.mark.parametrize("path", ["/guide", "/login", "/register", "/healthz", "/no-such-page"])
def test_a_page_for_everyone_costs_a_visitor_nothing(client: FlaskClient, path: str) -> None:
    client.get(path)
    with counted() as asked:
        client.get(path)
    assert asked == []


@pytest.mark.parametrize("path", ["/", "/faq", "/faq?q=رمز"])
def test_questions_cost_a_visitor_one(app: Flask, client: FlaskClient, path: str) -> None:
    for n in range(12):
        ask(app, f"رمز عبور {n}", category=f"بخش {n % 3}")
    assert len(statements(client, path)) == 1


def test_a_poll_with_nothing_new_costs_one_for_the_list_and_two_for_the_ticket(reza: FlaskClient, code: str) -> None:
    for path, headers, cost in polls(reza, code):
        assert len(statements(reza, path, headers, 204)) == cost


def polls(client: FlaskClient, code: str) -> list[tuple[str, dict[str, str], int]]:
    """What an open list and an open ticket ask again and again: address, headers, and what it may cost."""
    listed = document(client.get("/tickets")).find(".//div[@id='ticket-list']").get("hx-get")
    live = document(client.get(f"/tickets/{code}")).find(".//div[@id='live']")
    seen = urlencode({field.get("name"): field.get("value") for field in live.iter("input")})
    return [(listed, htmx("div#ticket-list"), 1), (f"{live.get('hx-get')}?{seen}", htmx("div#live"), 2)]
