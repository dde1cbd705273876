"""POST /staff/tickets/CODE/department: moving a ticket to where it belongs."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Department
from hamyar_support.models.words import utc_now
from tests.browsing import HTMX, htmx, signed_in
from tests.desk import FINANCE, act, assign, colleague, queue
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import TECHNICAL, department, events, found, snapshot, writing


@pytest.fixture
def finance(app: Flask) -> int:
    return department(app, FINANCE)


def move(client: FlaskClient, code: str, to: object, headers: dict[str, str] | None = None) -> TestResponse:
    return act(client, f"tickets/{code}/department", headers=headers, department=to)


def test_it_moves_and_the_history_says_from_where_to_where(
    app: Flask, sara: FlaskClient, code: str, finance: int
) -> None:
    answer = move(sara, code, finance)
    assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{code}")
    assert found(app, code).department.name == FINANCE
    assert events(app, code) == [("department", TECHNICAL, FINANCE)]
    assert kept_counts(app) == real_counts(app)


def test_a_second_time_is_harmless(app: Flask, sara: FlaskClient, code: str, finance: int) -> None:
    move(sara, code, finance)
    before = snapshot(app)
    assert move(sara, code, finance).status_code == 303
    assert snapshot(app) == before


def test_htmx_gets_what_changed_and_the_customer_hears_of_it(
    sara: FlaskClient, reza: FlaskClient, code: str, finance: int
) -> None:
    part = move(sara, code, finance, htmx("div#live"))
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert part.text.count(FINANCE) >= 2
    assert FINANCE in reza.get(f"/tickets/{code}").text


def test_only_a_department_in_use_takes_it(app: Flask, sara: FlaskClient, code: str, finance: int) -> None:
    with writing(app) as session:
        session.get_one(Department, finance).retired_at = utc_now()
    before = snapshot(app)
    wrong = (finance, "", "x", "0", "99", "-1", "9" * 30, "۱۲۳۴۵", "\x00", "1.0")
    assert {move(sara, code, to, headers).status_code for to in wrong for headers in ({}, HTMX)} == {422}
    assert act(sara, f"tickets/{code}/department").status_code == 422
    assert snapshot(app) == before


def test_its_agents_see_it_then_and_those_of_the_other_do_not(
    app: Flask, people: People, code: str, finance: int
) -> None:
    nima, kian = (
        signed_in(app, colleague(app, *who)) for who in (("nima", "نیما صدر", FINANCE), ("kian", "کیان", TECHNICAL))
    )
    assert (queue(nima), queue(kian)) == ([], [code])
    answer = move(kian, code, finance)
    assert answer.location == "/staff"
    assert "دست" in kian.get("/staff").text
    assert (queue(nima), queue(kian)) == ([code], [])
    assert move(nima, code, department(app), HTMX).headers["HX-Redirect"] == "/staff"


def test_who_answers_for_it_keeps_it_in_sight(app: Flask, people: People, code: str, finance: int) -> None:
    kian = colleague(app, "kian", "کیان", TECHNICAL)
    assign(app, code, kian, people.sara)
    browser = signed_in(app, kian)
    assert move(browser, code, finance).location == f"/staff/tickets/{code}"
    assert move(browser, code, department(app), HTMX).status_code == 200


def test_nobody_else_may(
    app: Flask, client: FlaskClient, reza: FlaskClient, people: People, code: str, finance: int
) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert [move(each, code, finance).status_code for each in (reza, nima)] == [404, 404]
    assert move(signed_in(app, people.admin), "00000000", finance).status_code == 404
    assert move(client, code, finance).location.startswith("/login")
    assert found(app, code).department.name == TECHNICAL
