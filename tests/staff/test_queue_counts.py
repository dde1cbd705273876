"""The numbers beside the views and the saved views: true for each reader, whatever happened before."""

# ruff: noqa: B023  (each lambda is called within its own turn of the loop)
from __future__ import annotations

import random
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department, SavedView, User
from hamyar_support.models.bulk import Changes, undo
from hamyar_support.models.merging import RearrangementRefused, merge, split, unmerge
from hamyar_support.models.words import Priority, Status
from tests.desk import (
    FINANCE,
    assign,
    colleague,
    given,
    kept_counts,
    open_tickets,
    queue,
    real_counts,
    signed_in,
    views,
)
from tests.people import People, Person
from tests.tickets import department, move, open_ticket, reply, ticket_of, writing

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


def test_the_kept_counts_stay_true_whatever_is_done(app: Flask, people: People) -> None:
    chance = random.Random(1405)
    nima = colleague(app, "nima")
    places = [department(app), department(app, FINANCE)]
    made = [open_ticket(app, person) for person in (people.reza, people.mina) for _ in range(6)]
    batches: list[str] = []

    def someone() -> Person:
        return chance.choice([people.sara, people.admin, nima])

    for step in range(STEPS):
        with writing(app) as session:
            agent = session.get_one(User, someone().id)
            tickets = [ticket_of(session, code) for code in chance.sample(made, 2)]
            one, other = tickets
            changes = Changes(
                status=chance.choice([None, *Status]),
                department=session.get_one(Department, chance.choice(places)),
                assignee=chance.choice([None, agent]),
                unassign=chance.random() < 0.3,
            )
            moves: list[Callable[[], object]] = [
                lambda: one.move_to(chance.choice(list(Status)), agent),
                lambda: one.reply(chance.choice([agent, one.customer]), "سخن"),
                lambda: one.note(agent, "یادداشت"),
                lambda: one.assign_to(chance.choice([None, agent]), agent),
                lambda: one.transfer_to(session.get_one(Department, chance.choice(places)), agent),
                lambda: one.prioritise(chance.choice(list(Priority)), agent),
                lambda: batches.append(changes.apply(tickets, agent)[0]),
                lambda: batches and undo(chance.choice(batches), agent),
                lambda: merge(one, other, agent),
                lambda: unmerge(one, agent),
                lambda: made.append(split(chance.choice(one.messages), "جدا", agent).code),
                lambda: made.append(type(one).open(one.customer, one.department, "تازه", "تازه").code),
            ]
            try:
                chance.choice(moves)()
            except (RearrangementRefused, IndexError):
                session.rollback()
        if step % 50 == 49:
            assert kept_counts(app) == real_counts(app), step
