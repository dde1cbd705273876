"""Several hands on one ticket at the same moment: no error, and no event or message is lost."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Status
from tests.browsing import HTMX, document, form_fields, htmx
from tests.desk import FINANCE, act, at_the_same_time, open_tickets, post, statuses
from tests.people import People
from tests.tickets import department, events, found, open_ticket

ROUNDS = 5


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


def test_an_undo_and_a_customers_reply_leave_the_ticket_waiting(
    app: Flask, people: People, hands: list[FlaskClient], reza: FlaskClient
) -> None:
    for _ in range(ROUNDS):
        codes = open_tickets(app, people.reza, 3)
        done = act(hands[0], "bulk", HTMX, codes=codes, status="closed")
        batch = form_fields(document(done), "/staff/bulk/undo")["batch"]
        answers = at_the_same_time(
            lambda batch=batch: act(hands[0], "bulk/undo", HTMX, batch=batch),
            lambda codes=codes: post(reza, f"/tickets/{codes[1]}/messages", htmx("div#live"), body="هنوز نه"),
        )
        assert codes_of(answers) == {200}
        assert statuses(app, codes) == [Status.OPEN] * 3
