"""Merging, splitting and taking back at the same moment: one wins, and nothing that was said is lost."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import send
from tests.desk import act, at_the_same_time, open_tickets, post
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import events, found, open_ticket, reply

from .test_at_once import ROUNDS, codes_of


def test_of_two_merges_across_one_wins(app: Flask, people: People, hands: list[FlaskClient]) -> None:
    for _ in range(ROUNDS):
        one, other, third = open_tickets(app, people.reza, 3)
        answers = at_the_same_time(
            lambda one=one, other=other: act(hands[0], f"tickets/{one}/merge", into=other),
            lambda one=one, other=other: act(hands[1], f"tickets/{other}/merge", into=one),
            lambda one=one, third=third: act(hands[2], f"tickets/{third}/merge", into=one),
        )
        assert codes_of(answers) <= {303, 422}  # a merge into one that is merged meanwhile is refused
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
