"""The numbers of saved views that the kept counters know: exact, and no ticket is read for them."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from hamyar_support.models import SavedView
from hamyar_support.models.words import Status
from tests.browsing import signed_in
from tests.desk import FINANCE, assign, colleague, given, open_tickets, queue
from tests.people import People
from tests.plans import costs
from tests.tickets import department, move, writing


@pytest.fixture
def queries(app: Flask, people: People) -> list[dict[str, str]]:
    """Every combination of what the counters know, kept by سارا for all."""
    values = (
        ("mine", "unassigned", "closed", "all"),
        ("", "pending"),
        ("", str(department(app))),
        ("", "nobody", "sara"),
    )
    found = [
        {name: value for name, value in zip(("view", "status", "department", "assignee"), chosen, strict=True) if value}
        for chosen in product(*values)
    ]
    with writing(app) as session:
        for number, query in enumerate(found):
            asked = "&".join(f"{name}={value}" for name, value in query.items())
            session.add(SavedView(owner_id=people.sara.id, name=f"{number:04}", query=asked, shared=True))
    return found


def test_each_is_that_of_the_rows_for_every_reader(
    app: Flask, sara: FlaskClient, people: People, queries: list[dict[str, str]]
) -> None:
    kian = colleague(app, "kian", "کیان", FINANCE)
    codes = open_tickets(app, people.reza, 4) + open_tickets(app, people.mina, 4, department=FINANCE)
    for code, agent in zip(codes, (people.sara, kian, None, people.sara) * 2, strict=True):
        assign(app, code, agent, people.sara)
    for code, status in zip(codes, (Status.PENDING, Status.CLOSED, Status.OPEN, Status.PENDING) * 2, strict=True):
        move(app, code, people.sara, status)
    readers = [sara, signed_in(app, kian), signed_in(app, people.admin)]
    shown = [[number for _view, number in given(reader, "/staff")["saved"]] for reader in readers]
    with writing(app) as session:
        session.execute(delete(SavedView))
    assert shown == [[len(queue(reader, **query)) for query in queries] for reader in readers]


def test_they_are_not_cut_at_a_hundred_and_read_no_ticket(app: Flask, sara: FlaskClient, people: People) -> None:
    open_tickets(app, people.reza, 101)
    with writing(app) as session:
        session.add(SavedView(owner_id=people.sara.id, name="همه", query="view=all&assignee=nobody"))
    assert [number for _view, number in given(sara, "/staff")["saved"]] == [101]
    assert "۱۰۱" in sara.get("/staff?view=closed").text
    (counted,) = (statement for statement, _values in costs(sara, "/staff") if "coalesce" in statement)
    assert " tickets" not in counted
