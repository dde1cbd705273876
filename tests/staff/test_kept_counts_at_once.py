"""The kept counts of the side bar are few rows that everybody changes: they stay true, and hold nobody up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import Role, Status
from tests.browsing import HTMX
from tests.desk import FINANCE, act, at_the_same_time, colleague, open_tickets, statuses
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import open_ticket, ticket_of, writing

from .test_at_once import ROUNDS, codes_of


def test_counting_holds_nobody_up(app: Flask, people: People, database_name: str) -> None:
    if database_name == "sqlite":
        pytest.skip("SQLite writes one after the other")
    """Even in transactions that write the one ticket before they have come to the other."""
    customers = [colleague(app, f"customer{n}", role=Role.CUSTOMER) for n in range(4)]
    here, there = (
        [open_ticket(app, who, department=name) for who in two]
        for name, two in ((FINANCE, customers[:2]), ("فروش", customers[2:]))
    )
    half_way = Barrier(2)

    def close(first: str, second: str) -> None:
        with writing(app) as session:
            by = session.get_one(User, people.sara.id)
            for code in (first, second):
                ticket_of(session, code).move_to(Status.CLOSED, by)
                session.flush()
                if code == first:
                    half_way.wait(10)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(close, (here[0], there[0]), (there[1], here[1])))
    assert statuses(app, [*here, *there]) == [Status.CLOSED] * 4
    assert kept_counts(app) == real_counts(app)


def test_single_changes_across_tickets_do_not_block_one_another(
    app: Flask, people: People, hands: list[FlaskClient]
) -> None:
    """Opposite moves take the same two counters, the one first that the other takes last."""
    here, there = open_tickets(app, people.reza, 2)
    for n in range(4 * ROUNDS):
        moves = ("closed", "open") if n % 2 else ("open", "closed")
        answers = at_the_same_time(
            lambda moves=moves: act(hands[0], f"tickets/{here}/status", HTMX, status=moves[0]),
            lambda moves=moves: act(hands[1], f"tickets/{there}/status", HTMX, status=moves[1]),
        )
        assert codes_of(answers) == {200}
    assert kept_counts(app) == real_counts(app)
