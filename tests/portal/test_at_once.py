"""Eight sendings at the same moment: of one form they make one thing, of eight forms eight."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Attachment, Message, Ticket
from hamyar_support.models.words import Status
from tests.browsing import document, form_fields, htmx
from tests.files import chosen, csv, stored_bytes
from tests.people import People
from tests.tickets import count, events, found, move
from tests.together import at_once

from .test_new_ticket import sent_code
from .test_sent_twice import composed, filled


def test_eight_at_once_make_one_ticket(app: Flask, reza: FlaskClient) -> None:
    form = filled(reza)

    def post(client: FlaskClient) -> TestResponse:
        return client.post("/tickets/new", data={**form, "attachments": chosen({"فهرست.csv": csv()})})

    answers = at_once(reza, 8, post)
    assert len({sent_code(answer) for answer in answers}) == 1
    assert count(app, Ticket) == count(app, Message) == 1
    assert count(app, Attachment) == stored_bytes(app) == 1


def test_eight_replies_at_once_are_one(app: Flask, reza: FlaskClient, code: str) -> None:
    form = composed(reza, code)

    def post(client: FlaskClient) -> TestResponse:
        return client.post(f"/tickets/{code}/messages", data=form, headers=htmx("div#live"))

    assert {answer.status_code for answer in at_once(reza, 8, post)} == {200}
    assert len(found(app, code).messages) == 2


def test_eight_different_replies_at_once_are_eight(app: Flask, reza: FlaskClient, code: str) -> None:
    forms = [composed(reza, code, f"پاسخ {n}") for n in range(8)]

    def post(client: FlaskClient) -> TestResponse:
        return client.post(f"/tickets/{code}/messages", data=forms.pop())

    before = found(app, code).version
    assert {answer.status_code for answer in at_once(reza, 8, post)} == {303}
    ticket = found(app, code)
    assert sorted(message.body for message in ticket.messages[1:]) == [f"پاسخ {n}" for n in range(8)]
    assert ticket.version == before + 8
    assert ticket.last_message_id == ticket.messages[-1].id


def test_closing_eight_times_at_once_is_one_event(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    form = form_fields(document(reza.get(f"/tickets/{code}")), f"/tickets/{code}/status").to_dict()

    def post(client: FlaskClient) -> TestResponse:
        return client.post(f"/tickets/{code}/status", data={**form, "status": "closed"})

    assert {answer.status_code for answer in at_once(reza, 8, post)} == {303}
    assert events(app, code) == [("status", "open", "closed")]
    move(app, code, people.sara, Status.CLOSED)
    assert len(events(app, code)) == 1
