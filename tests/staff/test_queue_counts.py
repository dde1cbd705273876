"""The numbers beside the views and the saved views: true for each reader, whatever happened before."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import SavedView
from hamyar_support.models.words import Priority, Status
from tests.browsing import signed_in
from tests.desk import FINANCE, assign, colleague, given, open_tickets, queue
from tests.desk_counts import views
from tests.people import People
from tests.tickets import move, open_ticket, reply, ticket_of, writing

STEPS = 300


def test_each_number_is_that_of_the_rows_behind_it(app: Flask, sara: FlaskClient, people: People) -> None:
    made = open_tickets(app, people.reza, 6)
    assign(app, made[0], people.sara, people.sara)
    assign(app, made[1], people.admin, people.sara)
    move(app, made[2], people.sara, Status.CLOSED)
    move(app, made[3], people.sara, Status.PENDING)
    reply(app, made[4], people.sara, "پاسخ")
    numbers = views(sara)
    assert numbers == {name: len(queue(sara, view=name)) for name in numbers}
    assert numbers == {"mine": 1, "unassigned": 3, "open": 3, "pending": 1, "answered": 1, "closed": 1, "all": 6}


def test_numbers_tell_an_agent_nothing_of_other_departments(app: Flask, people: People, code: str) -> None:
    nima = colleague(app, "nima", "نیما صدر", FINANCE)
    open_tickets(app, people.mina, 2, department=FINANCE)
    assign(app, code, nima, people.sara)
    browser = signed_in(app, nima)
    assert views(browser) == {name: len(queue(browser, view=name)) for name in views(browser)}
    assert views(browser)["all"] == 3
    assign(app, code, None, people.sara)
    assert views(browser)["all"] == 2


def test_the_number_of_a_saved_view_is_its_own_up_to_a_hundred(app: Flask, sara: FlaskClient, people: People) -> None:
    open_tickets(app, people.reza, 3, priority=Priority.HIGH)
    for _ in range(2):
        open_ticket(app, people.reza)
    with writing(app) as session:
        for name, query in (("a", "priority=high"), ("b", "priority=low"), ("c", "q=چاپگر"), ("d", "view=mine")):
            session.add(SavedView(owner_id=people.sara.id, name=name, query=query))
    assert [count for _view, count in given(sara, "/staff")["saved"]] == [3, 0, 2, 0]
    with writing(app) as session:
        ticket = ticket_of(session, queue(sara)[0])
        for _ in range(100):
            type(ticket).open(ticket.customer, ticket.department, "بسیار", "بسیار", priority=Priority.HIGH)
    assert [count for _view, count in given(sara, "/staff")["saved"]] == [100, 0, 2, 0]
