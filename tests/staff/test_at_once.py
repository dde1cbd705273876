"""Several hands on the same tickets at the same moment: no error, and no event or message is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Role, Status
from tests.browsing import HTMX, document, form_fields, htmx, send
from tests.desk import (
    FINANCE,
    act,
    at_the_same_time,
    colleague,
    kept_counts,
    open_tickets,
    post,
    real_counts,
    signed_in,
    statuses,
)
from tests.people import People
from tests.tickets import department, events, found, open_ticket, reply

ROUNDS = 5


@pytest.fixture
def hands(app: Flask, people: People) -> list[FlaskClient]:
    """The browsers of two agents and of the admin, each with its token at hand."""
    found = [signed_in(app, person) for person in (people.sara, people.admin, colleague(app, "nima"))]
    for client in found:
        act(client, "bulk/undo")
    return found


def codes_of(answers: list[TestResponse]) -> set[int]:
    return {answer.status_code for answer in answers}


def test_two_who_take_a_ticket_leave_one_assignee_and_a_true_history(
    app: Flask, people: People, hands: list[FlaskClient]
) -> None:
    names = {person.id: person.full_name for person in (people.sara, people.admin)}
    for _ in range(ROUNDS):
        code = open_ticket(app, people.reza)

        def take(client: FlaskClient, name: str, code: str = code) -> Callable[[], TestResponse]:
            return lambda: act(client, f"tickets/{code}/assignee", HTMX, assignee=name)

        assert codes_of(at_the_same_time(take(hands[0], "sara"), take(hands[1], "admin"))) == {200}
        ticket = found(app, code)
        first, second = events(app, code)
        assert first == ("assignee", "", second[1])
        assert second[2] == names[ticket.assignee_id]
        assert ticket.version == 4


def test_replies_at_once_are_all_there_unless_one_was_shown_another_first(
    app: Flask, people: People, hands: list[FlaskClient]
) -> None:
    for _ in range(ROUNDS):
        code = open_ticket(app, people.reza)
        after = found(app, code).last_message_id

        def say(client: FlaskClient, text: str, code: str = code, **seen: int) -> Callable[[], TestResponse]:
            return lambda: act(client, f"tickets/{code}/messages", htmx("div#live"), body=text, **seen)

        answers = at_the_same_time(say(hands[0], "یک"), say(hands[1], "دو"), say(hands[2], "سه", after=after))
        assert codes_of(answers[:2]) == {200}
        sent = {message.body for message in found(app, code).messages[1:]}
        assert sent == {"یک", "دو"} | ({"سه"} if answers[2].status_code == 200 else set())
        assert answers[2].status_code in (200, 422)
        ticket = found(app, code)
        assert ticket.last_message_id == ticket.messages[-1].id
        assert ticket.status is Status.ANSWERED


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


def test_of_two_merges_across_one_wins(app: Flask, people: People, hands: list[FlaskClient]) -> None:
    for _ in range(ROUNDS):
        one, other, third = open_tickets(app, people.reza, 3)
        answers = at_the_same_time(
            lambda one=one, other=other: act(hands[0], f"tickets/{one}/merge", into=other),
            lambda one=one, other=other: act(hands[1], f"tickets/{other}/merge", into=one),
            lambda one=one, third=third: act(hands[2], f"tickets/{third}/merge", into=one),
        )
        assert codes_of(answers) == {303}
        merged = [found(app, code).merged_into_id for code in (one, other, third)]
        assert sum(into is not None for into in merged) in (1, 2)
        assert sum(len(found(app, code).messages) for code in (one, other, third)) == 3
        assert [
            len(found(app, code).messages) for code, into in zip((one, other, third), merged, strict=True) if into
        ] == [0] * sum(into is not None for into in merged)
    assert kept_counts(app) == real_counts(app)


def test_what_is_said_while_a_merge_is_taken_back_is_said_somewhere(
    app: Flask, people: People, hands: list[FlaskClient], reza: FlaskClient
) -> None:
    send(reza, "/tickets/00000000/draft")
    for n in range(2 * ROUNDS):
        codes = open_tickets(app, people.reza, 2)
        source, target = codes if n % 2 else codes[::-1]
        act(hands[0], f"tickets/{source}/merge", into=target)
        answers = at_the_same_time(
            lambda source=source: act(hands[0], f"tickets/{source}/unmerge"),
            lambda source=source: post(reza, f"/tickets/{source}/messages", body="کسی هست؟"),
            lambda source=source: act(hands[1], f"tickets/{source}/unmerge"),
        )
        assert codes_of(answers) == {303}
        assert sum(message.body == "کسی هست؟" for code in codes for message in found(app, code).messages) == 1
    assert kept_counts(app) == real_counts(app)


def test_a_message_is_split_off_once(app: Flask, people: People, hands: list[FlaskClient]) -> None:
    code = open_ticket(app, people.reza)
    ident = reply(app, code, people.reza, "ضمناً")
    answers = at_the_same_time(
        *(lambda hand=hand: act(hand, f"tickets/{code}/split", message=ident, subject="جدا") for hand in hands)
    )
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422]
    assert [kind for kind, _old, _new in events(app, code)].count("split") == 1


def test_an_undo_and_a_customers_reply_leave_the_ticket_waiting(
    app: Flask, people: People, hands: list[FlaskClient], reza: FlaskClient
) -> None:
    for _ in range(ROUNDS):
        codes = open_tickets(app, people.reza, 3)
        batch = form_fields(document(act(hands[0], "bulk", HTMX, codes=codes, status="closed")), "/staff/bulk/undo")[
            "batch"
        ]
        answers = at_the_same_time(
            lambda batch=batch: act(hands[0], "bulk/undo", HTMX, batch=batch),
            lambda codes=codes: post(reza, f"/tickets/{codes[1]}/messages", htmx("div#live"), body="هنوز نه"),
        )
        assert codes_of(answers) == {200}
        assert statuses(app, codes) == [Status.OPEN] * 3


def test_a_reply_while_the_ticket_is_handed_on_is_there(
    app: Flask, people: People, hands: list[FlaskClient], reza: FlaskClient
) -> None:
    places = [department(app, name) for name in (FINANCE, "فروش")]
    for n in range(2 * ROUNDS):
        code = open_ticket(app, people.reza)
        answers = at_the_same_time(
            lambda code=code, n=n: act(hands[0], f"tickets/{code}/department", HTMX, department=places[n % 2]),
            lambda code=code: post(reza, f"/tickets/{code}/messages", htmx("div#live"), body="هنوز نه"),
            lambda code=code, n=n: act(hands[1], f"tickets/{code}/department", HTMX, department=places[n % 2 - 1]),
            lambda code=code: act(hands[2], "bulk", HTMX, codes=[code], priority="high"),
        )
        assert codes_of(answers) == {200}
        ticket, history = found(app, code), events(app, code)
        assert (ticket.messages[-1].body, ticket.version) == ("هنوز نه", 6)
        moves = [(old, new) for kind, old, new in history if kind == "department"]
        assert moves[1][0] == moves[0][1]
        assert moves[1][1] == ticket.department.name
