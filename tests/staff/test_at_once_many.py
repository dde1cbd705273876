"""Changes to many tickets at the same moment as others: no error, no lost event, nobody blocks anybody."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Role, Status
from tests.browsing import HTMX, document, form_fields
from tests.desk import FINANCE, act, assign, at_the_same_time, colleague, open_tickets
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import department, events, found, open_ticket

from .test_at_once import ROUNDS, codes_of


def test_a_bulk_change_and_single_changes_lose_no_event(app: Flask, people: People, hands: list[FlaskClient]) -> None:
    for _ in range(ROUNDS):
        codes = open_tickets(app, people.reza, 6)
        answers = at_the_same_time(
            lambda codes=codes: act(hands[0], "bulk", HTMX, codes=codes, priority="high", assignee="sara"),
            lambda codes=codes: act(hands[1], f"tickets/{codes[5]}/priority", HTMX, priority="low"),
            lambda codes=codes: act(hands[2], f"tickets/{codes[0]}/status", HTMX, status="closed"),
        )
        assert codes_of(answers) == {200}
        for code in codes:
            ticket, history = found(app, code), events(app, code)
            assert ticket.assignee
            assert ticket.assignee.username == "sara"
            assert ticket.version == 2 + len(history)
            steps = [(old, new) for kind, old, new in history if kind == "priority"]
            assert [old for old, _new in steps] == ["medium", *(new for _old, new in steps)][: len(steps)]
            assert steps[-1][1] == ticket.priority
        assert found(app, codes[0]).status is Status.CLOSED


def test_bulk_changes_across_departments_and_customers_do_not_block_one_another(
    app: Flask, people: People, hands: list[FlaskClient]
) -> None:
    """Each touches the counters and the customers of all, in an order of its own."""
    customers = [people.reza, people.mina, *(colleague(app, f"customer{n}", role=Role.CUSTOMER) for n in range(4))]
    places = {name: department(app, name) for name in (FINANCE, "فروش", "فنی")}
    groups = [
        [open_ticket(app, customer, department=place) for customer in order for place in each]
        for order, each in ((customers, list(places)), (customers[::-1], list(places)[::-1]), (customers, list(places)))
    ]
    changes = [
        {"status": "closed"}, {"status": "pending", "assignee": "sara"}, {"status": "answered", "assignee": "admin"},
        {"status": "open", "department": str(places[FINANCE])}, {"status": "closed", "assignee": "nobody"},
    ]  # fmt: skip
    for n in range(2 * ROUNDS):
        answers = at_the_same_time(
            *(
                lambda hand=hand, group=group, change=changes[(n + k) % len(changes)]: act(  # noqa: B008
                    hand, "bulk", HTMX, codes=group, **change
                )
                for k, (hand, group) in enumerate(zip(hands, groups, strict=True))
            )
        )
        assert codes_of(answers) == {200}
        assert kept_counts(app) == real_counts(app)


def test_taking_back_across_customers_does_not_block_either(
    app: Flask, people: People, hands: list[FlaskClient]
) -> None:
    """Where the change that is taken back was made to rows that must be looked up first."""
    customers = [people.reza, people.mina, *(colleague(app, f"customer{n}", role=Role.CUSTOMER) for n in range(4))]
    groups = [[open_ticket(app, customer) for customer in order] for order in (customers, customers[::-1])]
    for code in (code for group in groups for code in group):
        assign(app, code, people.sara, people.sara)
    place = department(app, FINANCE)
    for _ in range(ROUNDS):
        batches = []
        for hand, group in zip(hands, groups, strict=False):
            done = act(hand, "bulk", HTMX, codes=group, assignee="admin", department=place, status="closed")
            batches.append(form_fields(document(done), "/staff/bulk/undo")["batch"])
        back = (
            lambda hand=hand, batch=batch: act(hand, "bulk/undo", HTMX, batch=batch)
            for hand, batch in zip(hands, batches, strict=False)
        )
        assert codes_of(at_the_same_time(*back)) == {200}
        assert {found(app, code).assignee_id for group in groups for code in group} == {people.sara.id}
    assert kept_counts(app) == real_counts(app)
