"""POST /staff/tickets/CODE/split: what stays where it is, and who may not part it."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Ticket
from tests.browsing import HTMX, document, text_of
from tests.desk import act
from tests.people import People
from tests.tickets import count, found, open_ticket, snapshot

from .test_split import new_code, split


def test_what_staff_wrote_and_what_began_the_ticket_stays(
    app: Flask, sara: FlaskClient, digression: SimpleNamespace
) -> None:
    before = snapshot(app)
    for message in (digression.first, digression.answer, digression.note):
        answer = split(sara, digression, message=message)
        assert (answer.status_code, "مشتری" in text_of(document(answer).find(".//*[@data-kind='error']"))) == (
            422,
            True,
        )
    assert split(sara, digression, message=digression.answer, headers=HTMX).status_code == 422
    assert snapshot(app) == before


def test_what_began_one_of_two_merged_tickets_stays_too(
    app: Flask, sara: FlaskClient, people: People, digression: SimpleNamespace
) -> None:
    part = open_ticket(app, people.reza)
    beginning = found(app, part).messages[0].id
    act(sara, f"tickets/{digression.code}/merge", into=part)
    digression.code = part
    for message in (digression.first, beginning):
        split(sara, digression, message=message)
    assert count(app, Ticket) == 2
    new_code(split(sara, digression))
    assert count(app, Ticket) == 3


def test_without_a_subject_or_such_a_message_nothing_happens(
    app: Flask, sara: FlaskClient, people: People, digression: SimpleNamespace
) -> None:
    elsewhere = found(app, open_ticket(app, people.reza)).messages[0].id
    before = snapshot(app)
    assert {split(sara, digression, subject=subject).status_code for subject in ("", " \u200c ", "\x00")} == {422}
    for message in ("", "x", elsewhere, digression.other + 9, 0, -1, "9" * 30):
        assert split(sara, digression, message=message).status_code == 422, message
    assert snapshot(app) == before


def test_a_form_that_was_refused_stays_open_as_it_was_sent(sara: FlaskClient, digression: SimpleNamespace) -> None:
    page = document(split(sara, digression, subject=" \u200c "))
    (form,) = (part for part in page.iter("details") if part.get("class") == "split" and "open" in part.attrib)
    assert [control.get("value") for control in form.iter("input") if control.get("name") == "subject"] == [" \u200c "]


def test_a_second_time_there_is_nothing_left_to_split(
    app: Flask, sara: FlaskClient, digression: SimpleNamespace
) -> None:
    split(sara, digression)
    assert split(sara, digression).status_code == 422
    assert count(app, Ticket) == 2


def test_customers_and_the_signed_out_may_not(
    app: Flask, client: FlaskClient, reza: FlaskClient, digression: SimpleNamespace
) -> None:
    assert split(reza, digression).status_code == 404
    assert split(client, digression).status_code == 401
    assert count(app, Ticket) == 1
