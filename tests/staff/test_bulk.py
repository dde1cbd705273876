"""POST /staff/bulk: one change to many tickets at once."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import Priority, Status
from tests.addresses import AWAY
from tests.browsing import HTMX
from tests.desk import FINANCE, act, assign, open_tickets, statuses
from tests.people import People
from tests.tickets import department, events, found, move, snapshot


@pytest.fixture
def chosen(app: Flask, people: People) -> list[str]:
    return open_tickets(app, people.reza, 3)


def bulk(client: FlaskClient, codes: list[str], headers: dict[str, str] | None = None, **changes: Any) -> TestResponse:
    return act(client, "bulk", headers=headers, codes=codes, **changes)


def test_the_chosen_are_changed_and_no_other(app: Flask, sara: FlaskClient, people: People, chosen: list[str]) -> None:
    answer = bulk(sara, chosen[:2], status="closed")
    assert (answer.status_code, answer.location) == (303, "/staff")
    assert statuses(app, chosen) == [Status.CLOSED, Status.CLOSED, Status.OPEN]
    assert events(app, chosen[0]) == events(app, chosen[1]) == [("status", "open", "closed")]
    assert events(app, chosen[2]) == []


def test_several_changes_go_together_and_each_is_an_event(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    place = department(app, FINANCE)
    bulk(sara, chosen, status="pending", priority="high", department=place, assignee="sara")
    for code in chosen:
        ticket = found(app, code)
        assert (ticket.status, ticket.priority, ticket.department.name) == (Status.PENDING, Priority.HIGH, FINANCE)
        assert ticket.assignee
        assert ticket.assignee.username == "sara"
        assert sorted(kind for kind, _old, _new in events(app, code)) == [
            "assignee",
            "department",
            "priority",
            "status",
        ]


def test_an_empty_field_leaves_as_it_is_and_nobody_is_a_choice(
    app: Flask, sara: FlaskClient, people: People, chosen: list[str]
) -> None:
    assign(app, chosen[0], people.admin, people.sara)
    bulk(sara, chosen, priority="low", status="", department="", assignee="")
    assert found(app, chosen[0]).assignee_id == people.admin.id
    bulk(sara, chosen, assignee="nobody")
    assert [found(app, code).assignee_id for code in chosen] == [None] * 3


def test_what_is_so_already_is_left_alone(app: Flask, sara: FlaskClient, people: People, chosen: list[str]) -> None:
    bulk(sara, chosen, priority="high", assignee="sara", status="closed", department=department(app))
    before = snapshot(app)
    bulk(sara, chosen, priority="high", assignee="sara", status="closed", department=department(app))
    assert snapshot(app) == before


def test_one_sentence_says_how_many_changed_and_offers_the_way_back(
    app: Flask, sara: FlaskClient, people: People, chosen: list[str]
) -> None:
    move(app, chosen[0], people.sara, Status.CLOSED)
    part = bulk(sara, chosen, HTMX, status="closed")
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert "۲" in part.text
    assert "/staff/bulk/undo" in part.text
    plain = sara.get(bulk(sara, chosen, status="open").location)
    assert "۳" in plain.text
    assert "/staff/bulk/undo" in plain.text
    assert "/staff/bulk/undo" not in bulk(sara, chosen, HTMX, status="open").text


def test_a_code_that_is_sent_twice_is_one(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    bulk(sara, chosen[:1] * 3, priority="high")
    assert events(app, chosen[0]) == [("priority", "medium", "high")]


def test_one_goes_back_to_the_page_that_one_came_from_and_to_no_other_site(
    sara: FlaskClient, chosen: list[str]
) -> None:
    here = "/staff?view=all&page=-1.1"
    assert bulk(sara, chosen, status="closed", next=here).location == here
    assert {bulk(sara, chosen, status="closed", next=address).location for address in AWAY} == {"/staff"}
