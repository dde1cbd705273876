"""Reports of waits, of the hours of the week, of departments and agents."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.merging import merge, unmerge
from hamyar_support.models.words import Status
from tests.days import assign, at, numbers, report, request, set_status
from tests.desk import FINANCE, colleague
from tests.people import People
from tests.tickets import TECHNICAL, open_ticket, reply, ticket_of, writing

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def test_a_request_that_is_open_again_is_resolved_nowhere(app: Flask, admin: FlaskClient, people: People) -> None:
    code = request(app, people.reza, people.sara, at("1404/8/1"), closed=at("1404/8/1", "15:00"))
    set_status(app, code, people.reza, Status.OPEN, at("1404/8/1", "16:00"))
    found = report(admin, "1404/8/1", "1404/8/1")
    assert numbers(found) == [(1, 1, 1, 1)]
    assert len(found.resolution) == 0


def test_waits_are_measured_from_the_first_message_to_the_first_answer_and_the_last_closing(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    day = "1404/8/1"
    for minutes in (10, 20, 30, 40, 50, 60, 70, 80, 90, 1000):
        code = request(app, people.reza, people.sara, at(day), answered=at(day) + timedelta(minutes=minutes))
        reply(app, code, people.sara, "باز هم", at=at(day) + timedelta(days=3))
    request(app, people.reza, people.sara, at(day), closed=at(day, "14:00"))
    found = report(admin, day, day)
    assert (len(found.response), found.response.median, found.response.ninetieth) == (10, 55 * MINUTE, 90 * MINUTE)
    assert (len(found.resolution), found.resolution.median, found.resolution.ninetieth) == (1, 2 * HOUR, 2 * HOUR)


def test_the_median_of_two_lies_between_them(app: Flask, admin: FlaskClient, people: People) -> None:
    for hours in (1, 4):
        request(app, people.reza, people.sara, at("1404/8/1"), answered=at("1404/8/1") + timedelta(hours=hours))
    assert report(admin, "1404/8/1", "1404/8/1").response.median == 150 * MINUTE


def test_answers_count_for_the_day_of_the_request_and_closings_for_their_own(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    request(app, people.reza, people.sara, at("1404/8/1"), answered=at("1404/8/2"), closed=at("1404/8/3"))
    first, second, third = (report(admin, day, day) for day in ("1404/8/1", "1404/8/2", "1404/8/3"))
    assert [len(found.response) for found in (first, second, third)] == [1, 0, 0]
    assert [len(found.resolution) for found in (first, second, third)] == [0, 0, 1]
    assert (second.response.median, second.resolution.ninetieth) == (None, None)


def test_a_merged_request_is_gone_but_nobody_resolved_it(app: Flask, admin: FlaskClient, people: People) -> None:
    one, other = (open_ticket(app, people.reza, at=at("1404/8/1")) for _ in range(2))
    with writing(app) as session:
        merge(ticket_of(session, one), ticket_of(session, other), session.get_one(User, people.sara.id))
    found = report(admin, "1404/8/1", "")
    assert (found.opened, found.closed, found.backlog, len(found.resolution)) == (2, 1, 1, 0)
    with writing(app) as session:
        unmerge(ticket_of(session, one), session.get_one(User, people.sara.id))
    found = report(admin, "1404/8/1", "")
    assert (found.opened, found.closed, found.backlog) == (2, 1, 2)


def test_hours_are_those_of_the_clock_and_weeks_begin_on_saturday(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    # 1404/8/10 was a Saturday.
    for moment in (
        at("1404/8/10", "00:00"),
        at("1404/8/10", "09:59"),
        at("1404/8/17", "09:00"),
        at("1404/8/16", "23:30"),
    ):
        request(app, people.reza, people.sara, moment)
    hours = report(admin, "1404/8/1", "1404/8/30").hours
    counted = {(day, hour): n for day, row in enumerate(hours) for hour, n in enumerate(row) if n}
    assert counted == {(0, 0): 1, (0, 9): 2, (6, 23): 1}
    assert [len(row) for row in hours] == [24] * 7


def test_departments_and_agents_have_parts_of_their_own(app: Flask, admin: FlaskClient, people: People) -> None:
    day, nima = "1404/8/1", colleague(app, "nima", "نیما صدر")
    for minutes, agent, name in ((10, people.sara, TECHNICAL), (30, nima, TECHNICAL), (50, nima, FINANCE)):
        answered = at(day) + timedelta(minutes=minutes)
        assign(app, request(app, people.reza, agent, at(day), answered=answered, department=name), agent)
    request(app, people.reza, people.sara, at(day), department=FINANCE)
    found = report(admin, day, day)
    assert [(g.name, g.opened, list(g.response.seconds)) for g in found.departments] == [
        (FINANCE, 2, [50 * MINUTE]),
        (TECHNICAL, 2, [10 * MINUTE, 30 * MINUTE]),
    ]
    assert [(g.name, g.opened, g.response.median) for g in found.agents] == [
        ("نیما صدر", 2, 40 * MINUTE),
        ("", 1, None),
        (people.sara.full_name, 1, 10 * MINUTE),
    ]
