"""POST …/draft, on both sides: what is being typed is kept, for its writer alone, until it is sent."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Draft, User
from tests.browsing import HTMX, document, form_fields, htmx, send
from tests.desk import FINANCE, colleague, post, signed_in
from tests.forms import value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People, Person
from tests.tickets import count, found, open_ticket, snapshot, writing
from tests.together import at_once

TYPED = "هنوز ننوشته‌ام که"


@dataclass
class Side:
    """Who types where."""

    app: Flask
    person: Person
    client: FlaskClient
    page: str

    def type(self, body: str, **more: str) -> TestResponse:
        return post(self.client, f"{self.page}/draft", HTMX, body=body, **more)

    def shown(self, client: FlaskClient | None = None) -> str | None:
        return value_of((client or self.client).get(self.page), "body")


@pytest.fixture(params=["customer", "staff"])
def side(request: pytest.FixtureRequest, app: Flask, people: People, code: str) -> Side:
    person, page = (
        (people.reza, f"/tickets/{code}") if request.param == "customer" else (people.sara, f"/staff/tickets/{code}")
    )
    return Side(app, person, signed_in(app, person), page)


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


def test_nobody_else_is_shown_it(app: Flask, people: People, side: Side, code: str) -> None:
    side.type(TYPED)
    for person in (people.reza, people.sara, people.mina, people.admin, colleague(app, "nima")):
        if person.id == side.person.id:
            continue
        client = signed_in(app, person)
        for path in (f"/tickets/{code}", f"/staff/tickets/{code}", "/panel", "/tickets", "/staff?view=all"):
            for headers in ({}, htmx("div#live"), htmx("form#composer")):
                answer = client.get(
                    f"{path}&since=0" if "?" in path else f"{path}?since=0", headers=headers, follow_redirects=True
                )
                assert TYPED not in answer.text
        for path in ("/tickets", "/staff"):
            assert f"tickets/{code}" not in client.get(f"{path}?q={TYPED}", headers=HTMX).text
        post(client, f"/staff/tickets/{code}/draft", body="")
    assert side.shown() == TYPED


def test_it_changes_nothing_that_anybody_sees(app: Flask, side: Side) -> None:
    before = {name: rows for name, rows in snapshot(app).items() if name != "drafts"}
    side.type(TYPED)
    assert {name: rows for name, rows in snapshot(app).items() if name != "drafts"} == before


def test_hostile_text_comes_back_as_text(side: Side) -> None:
    text = "\n".join(HOSTILE)
    side.type(text)
    page = side.client.get(side.page)
    assert value_of(page, "body") == text
    assert [live for live in LIVE if live in page.text.replace("&#39;", "'")] == []


def test_where_one_sees_no_ticket_one_keeps_no_draft(
    app: Flask, client: FlaskClient, people: People, side: Side
) -> None:
    strangers = {"/tickets": people.mina, "/staff/tickets": colleague(app, "nima", "نیما صدر", FINANCE)}
    browser = signed_in(app, strangers[side.page[:-9]])
    assert send(browser, f"{side.page}/draft", {"body": TYPED}).status_code == 404
    assert send(side.client, f"{side.page[:-8]}00000000/draft", {"body": TYPED}).status_code == 404
    assert send(client, f"{side.page}/draft", {"body": TYPED}).location.startswith("/login")
    assert side.client.post(f"{side.page}/draft", data={"body": TYPED}).status_code == 400
    assert count(app, Draft) == 0


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
