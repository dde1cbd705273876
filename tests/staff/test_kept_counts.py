"""The kept counts of the side bar stay true whatever is done."""

# ruff: noqa: B023  (each lambda is called within its own turn of the loop)
from __future__ import annotations

import random
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from hamyar_support.models import Department, Event, User
from hamyar_support.models.bulk import Changes, undo
from hamyar_support.models.merging import RearrangementRefused, merge, split, unmerge
from hamyar_support.models.words import EventKind, Priority, Status
from tests.desk import FINANCE, colleague
from tests.desk_counts import kept_counts, real_counts
from tests.people import People, Person
from tests.tickets import department, open_ticket, ticket_of, writing

STEPS = 300


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
    with writing(app) as session:
        assert set(session.scalars(select(Event.kind))) == set(EventKind)
