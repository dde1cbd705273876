"""Reports by the day: what came and went, and whose it was, in the time of Tehran."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import login
from tests.days import assign, at, numbers, report, request, set_status
from tests.desk import FINANCE, colleague
from tests.people import People
from tests.tickets import TECHNICAL, department, reply

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def test_a_day_begins_and_ends_at_midnight_in_tehran(app: Flask, admin: FlaskClient, people: People) -> None:
    for moment in (at("1404/8/11", "23:59:59.999999"), at("1404/8/12", "00:00"), at("1404/8/12", "23:59:59.999999")):
        request(app, people.reza, people.sara, moment)
    assert numbers(report(admin, "1404/8/11", "1404/8/13")) == [(1, 0, 0, 1), (2, 0, 0, 3), (0, 0, 0, 3)]
    assert numbers(report(admin, "1404/8/12", "1404/8/12")) == [(2, 0, 0, 3)]


def test_what_came_before_and_after_the_range_shows_in_the_backlog_alone(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    request(app, people.reza, people.sara, at("1404/7/1"))
    request(app, people.reza, people.sara, at("1404/7/1"), closed=at("1404/7/30"))
    request(app, people.reza, people.sara, at("1404/7/1"), closed=at("1404/8/2"))
    request(app, people.reza, people.sara, at("1404/7/1"), closed=at("1404/9/1"))
    request(app, people.reza, people.sara, at("1404/9/1"), closed=at("1404/9/1", "13:00"))
    found = report(admin, "1404/8/1", "1404/8/3")
    assert numbers(found) == [(0, 0, 0, 3), (0, 1, 0, 2), (0, 0, 0, 2)]
    assert (found.opened, found.closed, found.backlog) == (0, 1, 2)


def test_a_request_closed_twice_was_closed_twice_and_open_in_between(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    code = request(app, people.reza, people.sara, at("1404/8/1"), closed=at("1404/8/2"))
    reply(app, code, people.reza, "هنوز کار نمی‌کند", at=at("1404/8/4"))
    set_status(app, code, people.sara, Status.CLOSED, at("1404/8/5"))
    found = report(admin, "1404/8/1", "1404/8/6")
    backlog = [1, 0, 0, 1, 0, 0]
    assert [day.backlog for day in found.days] == backlog
    assert numbers(found)[1:5] == [(0, 1, 0, 0), (0, 0, 0, 0), (0, 0, 1, 1), (0, 1, 0, 0)]
    assert list(found.resolution.seconds) == [4 * DAY]
    # Reports of the days before do not change by what came later.
    assert numbers(report(admin, "1404/8/1", "1404/8/3")) == [(1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 0, 0)]


def test_the_year_turns_at_nowruz_leap_day_included(app: Flask, admin: FlaskClient, people: People) -> None:
    for moment in (at("1403/12/29"), at("1403/12/30", "23:59"), at("1404/1/1", "00:00"), at("1404/1/2", "00:00")):
        request(app, people.reza, people.sara, moment)
    found = report(admin, "1403/12/29", "1404/1/2")
    assert [(day.date.isoformat(), day.opened) for day in found.days] == [
        ("2025-03-19", 1),
        ("2025-03-20", 1),
        ("2025-03-21", 1),
        ("2025-03-22", 1),
    ]


def test_days_are_as_long_as_they_were_in_the_years_of_summer_time(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    # 1401/1/2 began at one o'clock: 00:30 of the clock before it is the last half hour of 1401/1/1.
    start = at("1401/1/1", "00:00")
    for hours in (0, 23.5, 24, 24 + 22.5, 24 + 23):
        request(app, people.reza, people.sara, start + timedelta(hours=hours))
    assert [day.opened for day in report(admin, "1401/1/1", "1401/1/3").days] == [2, 2, 1]


def test_one_department_and_one_agent_can_be_asked_for(app: Flask, admin: FlaskClient, people: People) -> None:
    nima = colleague(app, "nima")
    for agent, name in ((people.sara, TECHNICAL), (nima, TECHNICAL), (nima, FINANCE)):
        code = request(app, people.reza, agent, at("1404/8/1"), closed=at("1404/8/2"), department=name)
        assign(app, code, agent)
        set_status(app, code, agent, Status.OPEN, at("1404/8/3"))
    finance = department(app, FINANCE)
    for query, expected in (
        ({"agent": "nima"}, [(2, 0, 0, 2), (0, 2, 0, 0), (0, 0, 2, 2)]),
        ({"agent": "sara"}, [(1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 1, 1)]),
        ({"department": finance}, [(1, 0, 0, 1), (0, 1, 0, 0), (0, 0, 1, 1)]),
        ({"department": finance, "agent": "sara"}, [(0, 0, 0, 0)] * 3),
    ):
        assert numbers(report(admin, "1404/8/1", "1404/8/3", **query)) == expected


def test_an_agents_report_covers_what_the_agent_may_see(app: Flask, admin: FlaskClient, people: People) -> None:
    nima = colleague(app, "nima", "نیما صدر", FINANCE)
    for name in (TECHNICAL, FINANCE):
        request(app, people.reza, people.sara, at("1404/8/1"), closed=at("1404/8/2"), department=name)
    assign(app, request(app, people.reza, people.sara, at("1404/8/1")), nima)
    mine = report(login(app.test_client(), "nima"), "1404/8/1", "1404/8/2")
    assert numbers(mine) == [(2, 0, 0, 2), (0, 1, 0, 1)]
    assert [(g.name, g.opened) for g in mine.departments] == [(FINANCE, 1), (TECHNICAL, 1)]
    assert numbers(report(admin, "1404/8/1", "1404/8/2")) == [(3, 0, 0, 3), (0, 2, 0, 1)]


def test_a_range_without_anything_is_all_zeros(app: Flask, admin: FlaskClient, people: People) -> None:
    found = report(admin, "1404/8/1", "1404/8/2")
    assert numbers(found) == [(0, 0, 0, 0), (0, 0, 0, 0)]
    assert (len(found.response), found.departments, found.agents) == (0, [], [])
