"""The same form sent twice, or eight times at once, makes one ticket and one message."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Message, Ticket
from tests.browsing import document, form_fields, htmx, submit
from tests.tickets import count, department, found

from .test_new_ticket import TYPED, sent_code


def filled(client: FlaskClient) -> dict[str, str]:
    chosen_department = str(department(client.application))
    fields = form_fields(document(client.get("/tickets/new")), "/tickets/new").to_dict()
    return {**fields, **TYPED, "department": chosen_department}


def composed(client: FlaskClient, code: str, body: str = "یک پاسخ") -> dict[str, str]:
    fields = form_fields(document(client.get(f"/tickets/{code}")), f"/tickets/{code}/messages").to_dict()
    return {**fields, "body": body}


def test_a_request_sent_again_leads_to_the_same_ticket(app: Flask, reza: FlaskClient) -> None:
    form = filled(reza)
    first, second = (reza.post("/tickets/new", data=form) for _ in range(2))
    assert sent_code(first) == sent_code(second)
    assert count(app, Ticket) == count(app, Message) == 1


def test_a_request_sent_again_with_other_words_is_still_the_first(app: Flask, reza: FlaskClient) -> None:
    form = filled(reza)
    code = sent_code(reza.post("/tickets/new", data=form))
    assert sent_code(reza.post("/tickets/new", data={**form, "subject": "", "body": "چیز دیگر"})) == code
    assert found(app, code).messages[0].body == TYPED["body"]


def test_two_forms_make_two_tickets(app: Flask, reza: FlaskClient) -> None:
    assert sent_code(submit(reza, "/tickets/new", filled(reza))) != sent_code(
        submit(reza, "/tickets/new", filled(reza))
    )
    assert count(app, Ticket) == 2


def test_a_form_without_an_id_is_taken_each_time(app: Flask, reza: FlaskClient) -> None:
    form = {**filled(reza), "form_id": ""}
    assert sent_code(reza.post("/tickets/new", data=form)) != sent_code(reza.post("/tickets/new", data=form))


def test_the_id_of_another_persons_form_is_as_good_as_any(app: Flask, reza: FlaskClient, mina: FlaskClient) -> None:
    form = filled(reza)
    reza.post("/tickets/new", data=form)
    sent_code(mina.post("/tickets/new", data={**filled(mina), "form_id": form["form_id"]}))
    assert count(app, Ticket) == 2


def test_an_id_of_the_wrong_kind_is_refused_or_taken_but_no_error(reza: FlaskClient) -> None:
    for form_id in ("x" * 33, "x" * 5000, "\x00", "'", "ی" * 32):
        assert reza.post("/tickets/new", data={**filled(reza), "form_id": form_id}).status_code in (303, 400, 422)


def test_a_reply_sent_again_is_there_once(app: Flask, reza: FlaskClient, code: str) -> None:
    form = composed(reza, code)
    plain = [reza.post(f"/tickets/{code}/messages", data=form) for _ in range(2)]
    assert [answer.location for answer in plain] == [f"/tickets/{code}#latest"] * 2
    again = reza.post(f"/tickets/{code}/messages", data=form, headers=htmx("div#live"))
    assert again.status_code == 200
    assert [message.body for message in found(app, code).messages][1:] == ["یک پاسخ"]
