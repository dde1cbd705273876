"""GET /staff?status&department&priority&assignee&from&to&sort: the filters of the queue, and their order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Priority, Status
from tests.browsing import htmx
from tests.desk import FINANCE, assign, codes, colleague, given, queue
from tests.people import People
from tests.tickets import department, move, open_ticket, reply

# Noon of 1405/08/12 in Tehran.
NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_status_leaves_its_own(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    closed, answered = (open_ticket(app, people.mina) for _ in range(2))
    move(app, closed, people.sara, Status.CLOSED)
    reply(app, answered, people.sara, "پاسخ")
    assert [queue(sara, status=status) for status in Status] == [[code], [], [answered], [closed]]


def test_a_department_leaves_its_own(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    invoice = open_ticket(app, people.reza, department=FINANCE)
    assert queue(sara, department=department(app, FINANCE)) == [invoice]
    assert queue(sara, department=department(app)) == [code]


def test_a_priority_leaves_its_own(app: Flask, sara: FlaskClient, people: People) -> None:
    made = [open_ticket(app, people.reza, priority=priority) for priority in Priority]
    assert [queue(sara, priority=priority) for priority in Priority] == [[code] for code in made]


def test_an_assignee_leaves_their_own_and_nobody_is_one_too(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    nima = colleague(app, "nima")
    his = open_ticket(app, people.reza)
    assign(app, his, nima, people.sara)
    assert queue(sara, assignee="nima") == [his]
    assert queue(sara, assignee="nobody") == [code]
    assert queue(sara, assignee="reza") == queue(sara, assignee="sara") == []


@pytest.mark.parametrize("day", ["1405/08/12", "۱۴۰۵/۸/۱۲", "1405-8-12"])
def test_the_days_are_those_of_tehran_and_both_ends_belong(
    app: Flask, sara: FlaskClient, people: People, day: str
) -> None:
    hours = (-13, -11.9, 0, 11.9, 12.1)
    made = [open_ticket(app, people.reza, at=NOON + hour * HOUR) for hour in hours]
    before, *within, after = made
    assert queue(sara, from_=day, to=day) == within
    assert queue(sara, from_=day) == [*within, after]
    assert queue(sara, to=day) == [before, *within]


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_that_is_none_is_said_to_be_wrong_and_not_asked_for(sara: FlaskClient, code: str, name: str) -> None:
    for day in ("1405/13/01", "1405/12/30", "2026-11-03", "دیروز", "1" * 300):
        assert list(given(sara, "/staff", 422, **{name: day})["errors"]) == [name], day
        for headers, status in (({}, 422), (htmx("form#filters"), 200)):
            answer = sara.get("/staff", query_string={name: day}, headers=headers)
            assert (answer.status_code, "روز را مانند" in answer.text) == (status, True)
        assert codes(sara.get("/staff", query_string={name: day})) == [code]
    assert given(sara, "/staff", **{name: "\x00"})["errors"] == {}


def test_filters_narrow_one_another(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    both = open_ticket(app, people.reza, department=FINANCE, priority=Priority.HIGH)
    open_ticket(app, people.reza, department=FINANCE)
    open_ticket(app, people.reza, priority=Priority.HIGH)
    assert queue(sara, department=department(app, FINANCE), priority="high") == [both]
    assert queue(sara, department=department(app, FINANCE), priority="high", status="closed") == []


def test_who_waits_longest_stands_first(app: Flask, sara: FlaskClient, people: People) -> None:
    new, old, middle = (open_ticket(app, people.reza, at=NOON - days * 24 * HOUR) for days in (1, 9, 4))
    answered = open_ticket(app, people.reza, at=NOON - 99 * 24 * HOUR)
    reply(app, answered, people.sara, "پاسخ", at=NOON)
    assert queue(sara) == [old, middle, new]
    assert queue(sara, view="all", sort="waiting") == [old, middle, new, answered]


def test_the_last_change_or_the_priority_stands_first_when_asked(app: Flask, sara: FlaskClient, people: People) -> None:
    low, high, medium = (
        open_ticket(app, people.reza, priority=priority, at=NOON - hours * HOUR)
        for hours, priority in ((1, Priority.LOW), (2, Priority.HIGH), (3, Priority.MEDIUM))
    )
    assert queue(sara, sort="changed") == [low, high, medium]
    assert queue(sara, sort="priority") == [high, medium, low]


def test_a_word_that_is_on_no_list_counts_as_not_said(sara: FlaskClient, code: str) -> None:
    usual = given(sara, "/staff")["filter"]
    for name, value in (
        ("sort", "id; DROP TABLE tickets"),
        ("sort", "subject"),
        ("status", "merged"),
        ("priority", "4"),
        ("view", "theirs"),
        ("department", "x"),
        ("department", "-1"),
        ("department", "²"),
    ):
        assert queue(sara, **{name: value}) == [code]
        assert given(sara, "/staff", **{name: value})["filter"] == usual, (name, value)


@pytest.mark.parametrize("name", ["department", "assignee", "q", "page", "view", "since"])
def test_nothing_in_the_address_is_an_error(sara: FlaskClient, code: str, name: str) -> None:
    surrogate = "\ud800".encode("utf-8", "surrogatepass")
    for value in ("9" * 30, "۹" * 19, "\x00", "x" * 4000, "' OR 1=1 --", "%", surrogate):
        assert sara.get("/staff", query_string={name: value}).status_code == 200, value
