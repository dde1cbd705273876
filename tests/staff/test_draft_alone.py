"""A draft is its writer's alone: nobody else is shown it, or keeps one where they see no ticket."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Draft
from tests.browsing import HTMX, htmx, send, signed_in
from tests.desk import FINANCE, colleague, post
from tests.drafts import TYPED, Side
from tests.forms import value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import count, snapshot


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
    assert send(client, f"{side.page}/draft", {"body": TYPED}).status_code == 401
    assert side.client.post(f"{side.page}/draft", data={"body": TYPED}).status_code == 400
    assert count(app, Draft) == 0
