"""GET /staff?page: pages by key, in each order, forward and back, while rows change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import Ticket, User
from hamyar_support.models.paging import PAGE_SIZE
from hamyar_support.models.words import Priority, Status
from tests.desk import given
from tests.people import People
from tests.tickets import department, ticket_of, writing

NUMBER = 3 * PAGE_SIZE + 7
NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
RANK = list(Priority).index
ORDERS: dict[str, Any] = {
    "waiting": lambda ticket: (ticket.waiting_key, ticket.id),
    "changed": lambda ticket: (-ticket.changed_at.timestamp(), -ticket.id),
    "priority": lambda ticket: (-RANK(ticket.priority), -ticket.changed_at.timestamp(), -ticket.id),
}


@pytest.fixture(autouse=True)
def _tickets(app: Flask, people: People) -> None:
    """Tickets of which many changed, or wait since, the same moment."""
    place = department(app)
    with writing(app) as session:
        session.add_all(
            Ticket(
                code=f"{20_000_000 + n}",
                subject=f"درخواست {n}",
                customer_id=people.reza.id,
                department_id=place,
                priority=list(Priority)[n * 7 % 3],
                created_at=NOON,
                changed_at=NOON + timedelta(milliseconds=n * 5 % 8),
                waiting_key=NOON + timedelta(microseconds=n * 3 % 4),
            )
            for n in range(NUMBER)
        )


def turn(client: FlaskClient, sort: str, direction: str = "older", start: str = "") -> Iterator[tuple[str, list[str]]]:
    """The pages from the one at `start` on: the cursor and the codes of each."""
    cursor: str | None = start
    while cursor is not None:
        page = given(client, "/staff", sort=sort, page=cursor)["page"]
        yield cursor, [ticket.code for ticket in page.tickets]
        cursor = getattr(page, direction)


@pytest.mark.parametrize("sort", ORDERS)
def test_each_ticket_is_on_one_page_forward_and_back(app: Flask, sara: FlaskClient, sort: str) -> None:
    with writing(app) as session:
        wanted = [ticket.code for ticket in sorted(session.scalars(select(Ticket)), key=ORDERS[sort])]
    forward = list(turn(sara, sort))
    assert [len(codes) for _cursor, codes in forward] == [PAGE_SIZE, PAGE_SIZE, PAGE_SIZE, 7]
    assert [code for _cursor, codes in forward for code in codes] == wanted
    back = [codes for _cursor, codes in turn(sara, sort, "newer", forward[-1][0])]
    assert [code for codes in reversed(back) for code in codes] == wanted
    assert [len(codes) for codes in back] == [7, PAGE_SIZE, PAGE_SIZE, PAGE_SIZE]


@pytest.mark.parametrize("sort", ORDERS)
def test_what_does_not_change_is_there_once_though_the_rest_does(
    app: Flask, sara: FlaskClient, people: People, sort: str
) -> None:
    changed, seen = set(), []
    for number, (_cursor, codes) in enumerate(turn(sara, sort)):
        seen += codes
        touched = {codes[0], codes[-1], f"{20_000_000 + 11 * number + 3}"}
        with writing(app) as session:
            for code in touched:
                ticket = ticket_of(session, code)
                ticket.reply(session.get_one(User, people.reza.id), "باز هم")
                ticket.prioritise(Priority.HIGH, ticket.customer)
            Ticket.open(ticket.customer, ticket.department, "تازه", "تازه")
        changed |= touched
    still = {f"{20_000_000 + n}" for n in range(NUMBER)} - changed
    assert sorted(code for code in seen if code in still) == sorted(still)


def test_the_pages_of_a_filter_are_its_own(sara: FlaskClient) -> None:
    first = given(sara, "/staff", priority="high", sort="changed")["page"]
    second = given(sara, "/staff", priority="high", sort="changed", page=first.older)["page"]
    assert {ticket.priority for ticket in (*first.tickets, *second.tickets)} == {Priority.HIGH}
    assert (first.newer, second.older) == (None, None)


def test_where_nothing_is_left_the_beginning_is_shown(app: Flask, sara: FlaskClient, people: People) -> None:
    *_, (last, codes) = turn(sara, "waiting")
    with writing(app) as session:
        for code in codes:
            ticket_of(session, code).move_to(Status.CLOSED, session.get_one(User, people.sara.id))
    page = given(sara, "/staff", page=last)["page"]
    assert (len(page.tickets), page.newer) == (PAGE_SIZE, None)
    assert [ticket.code for ticket in page.tickets] == next(turn(sara, "waiting"))[1]
