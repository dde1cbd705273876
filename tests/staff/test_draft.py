"""POST …/draft, on both sides: what is being typed is kept, for its writer alone, until it is sent."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Draft, User
from tests.browsing import HTMX, document, form_fields, htmx, send, signed_in
from tests.drafts import TYPED, Side
from tests.forms import value_of
from tests.people import People
from tests.tickets import count, found, open_ticket, writing
from tests.together import at_once


def test_it_is_there_again_on_another_device_and_in_a_new_session(app: Flask, side: Side) -> None:
    answer = side.type(TYPED)
    assert (answer.status_code, answer.data) == (204, b"")
    assert side.shown() == TYPED
    assert side.shown(signed_in(app, side.person)) == TYPED
    side.client.delete_cookie("hamyar")
    assert send(side.client, f"{side.page}/draft", {"body": "x"}, HTMX).status_code == 401
    assert side.shown(signed_in(app, side.person)) == TYPED


def test_the_last_one_counts_and_an_empty_one_is_none(app: Flask, side: Side) -> None:
    for body in ("الف", "الف ب", TYPED):
        side.type(body)
    assert (side.shown(), count(app, Draft)) == (TYPED, 1)
    side.type("  \u200c ")
    assert (side.shown(), count(app, Draft)) == ("", 0)
    assert side.type("").status_code == 204


def test_it_belongs_to_the_ticket(app: Flask, people: People, side: Side) -> None:
    side.type(TYPED)
    other = open_ticket(app, people.reza)
    assert value_of(side.client.get(side.page[:-8] + other), "body") == ""


def test_it_disappears_when_it_is_sent(app: Flask, side: Side) -> None:
    for headers in ({}, htmx("div#live")):
        side.type(TYPED)
        fields = form_fields(document(side.client.get(side.page)), f"{side.page}/messages")
        assert fields["body"] == TYPED
        assert side.client.post(f"{side.page}/messages", data=fields, headers=headers).status_code in (200, 303)
        # What the last keys sent on its way arrives behind the message.
        late = {"body": TYPED, "form_id": fields["form_id"]}
        assert side.type(**late).status_code == 204
        assert (side.shown(), count(app, Draft)) == ("", 0)
    assert [message.body for message in found(app, side.page[-8:]).messages][1:] == [TYPED] * 2


def test_it_stays_when_the_message_is_refused(app: Flask, side: Side) -> None:
    side.type(TYPED)
    assert send(side.client, f"{side.page}/messages", {"body": ""}).status_code == 422
    assert side.shown() == TYPED


def test_eight_at_once_make_one(app: Flask, side: Side) -> None:
    token = form_fields(document(side.client.get(side.page)), f"{side.page}/messages")["csrf_token"]
    form = {"csrf_token": token, "body": TYPED}
    answers = at_once(side.client, 8, lambda client: client.post(f"{side.page}/draft", data=form, headers=HTMX))
    assert {answer.status_code for answer in answers} == {204}
    assert (side.shown(), count(app, Draft)) == (TYPED, 1)


def test_staff_go_on_with_a_note_as_a_note(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    page = f"/staff/tickets/{code}"
    send(sara, f"{page}/draft", {"body": TYPED, "kind": "note"}, HTMX)
    assert form_fields(document(sara.get(page)), f"{page}/messages")["kind"] == "note"
    send(sara, f"{page}/draft", {"body": TYPED, "kind": "reply"}, HTMX)
    assert form_fields(document(sara.get(page)), f"{page}/messages")["kind"] == "reply"
    with writing(app) as session:
        assert session.get_one(Draft, (found(app, code).id, session.get_one(User, people.sara.id).id)).kind == "reply"
