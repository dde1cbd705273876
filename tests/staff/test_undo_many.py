"""POST /staff/bulk/undo: tickets out of sight, and what many of them cost."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import Event
from hamyar_support.models.words import Role, Status
from tests.browsing import signed_in
from tests.desk import FINANCE, act, assign, colleague, open_tickets, statuses
from tests.people import People
from tests.queries import counted
from tests.tickets import department, found, open_ticket, writing

from .test_undo import change


def test_what_was_moved_out_of_sight_comes_back_too(app: Flask, people: People) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    invoices = open_tickets(app, people.reza, 2, department=FINANCE)
    batch = change(app, nima, invoices, department=department(app), assignee="sara")
    assert nima.get(f"/staff/tickets/{invoices[0]}").status_code == 404
    act(nima, "bulk/undo", batch=batch)
    assert {found(app, code).department.name for code in invoices} == {FINANCE}
    assert nima.get(f"/staff/tickets/{invoices[0]}").status_code == 200


def test_both_ways_cost_the_same_number_of_queries_for_few_and_for_many(
    app: Flask, sara: FlaskClient, people: People
) -> None:
    def cost(number: int) -> tuple[int, int]:
        names = [f"customer{number}-{n}" for n in range(number)]
        codes = [open_ticket(app, colleague(app, name, role=Role.CUSTOMER)) for name in names]
        assign(app, codes[0], people.admin, people.sara)
        with counted() as forward:
            act(sara, "bulk", codes=codes, status="closed", department=place, assignee="sara")
        with writing(app) as session:
            batch = session.scalars(select(Event.batch).order_by(Event.id.desc()).limit(1)).one()
        with counted() as back:
            act(sara, "bulk/undo", batch=batch)
        assert statuses(app, codes) == [Status.OPEN] * number
        return tuple(sum("INSERT" not in s and "UPDATE" not in s[:8] for s in each) for each in (forward, back))

    place = department(app, FINANCE)
    cost(1)
    assert cost(2) == cost(12)
