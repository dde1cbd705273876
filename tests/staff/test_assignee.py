"""POST /staff/tickets/CODE/assignee: who answers for a ticket."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import User
from hamyar_support.models.words import utc_now
from tests.browsing import HTMX, htmx, signed_in
from tests.desk import FINANCE, act, colleague, queue
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import events, found, open_ticket, snapshot, writing


def give(client: FlaskClient, code: str, to: str, headers: dict[str, str] | None = None) -> TestResponse:
    return act(client, f"tickets/{code}/assignee", headers=headers, assignee=to)


def test_one_takes_it_hands_it_on_and_lets_it_go(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    for to, agent in (("sara", people.sara.id), ("admin", people.admin.id), ("", None)):
        answer = give(sara, code, to)
        assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{code}")
        assert found(app, code).assignee_id == agent
    names = [people.sara.full_name, people.admin.full_name]
    assert events(app, code) == [("assignee", "", names[0]), ("assignee", *names), ("assignee", names[1], "")]
    assert kept_counts(app) == real_counts(app)


def test_a_second_time_is_harmless(app: Flask, sara: FlaskClient, code: str) -> None:
    give(sara, code, "sara")
    before = snapshot(app)
    assert give(sara, code, "sara").status_code == 303
    assert give(sara, code, "SARA").status_code == 303
    assert snapshot(app) == before


def test_htmx_gets_the_line_of_the_history_and_the_panel(sara: FlaskClient, people: People, code: str) -> None:
    part = give(sara, code, "admin", htmx("div#live"))
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert part.text.count(people.admin.full_name) >= 2
    assert 'hx-target="#ticket-info"' in part.text
    assert "<textarea" not in part.text


def test_it_is_in_the_conversation_for_staff_and_no_business_of_the_customer(
    app: Flask, sara: FlaskClient, reza: FlaskClient, people: People, code: str
) -> None:
    before, panel = found(app, code), reza.get(f"/tickets/{code}/info").text
    give(sara, code, "admin")
    after = found(app, code)
    assert (after.public_version, after.changed_at) == (before.public_version, before.changed_at)
    assert after.version == before.version + 1
    assert 'class="event' in sara.get(f"/staff/tickets/{code}").text
    assert 'class="event' not in reza.get(f"/tickets/{code}").text
    assert people.admin.full_name in reza.get(f"/tickets/{code}/info").text
    assert people.admin.full_name not in panel


def test_only_active_staff_can_answer(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    gone = colleague(app, "gone")
    with writing(app) as session:
        session.get_one(User, gone.id).disabled_at = utc_now()
    before = snapshot(app)
    wrong = ("reza", "gone", "nobody-at-all", "nobody", "1", "\x00", "x" * 5000, " ")
    assert [give(sara, code, to, headers).status_code for to in wrong for headers in ({}, HTMX)] == [422] * 16
    assert act(sara, f"tickets/{code}/assignee").status_code == 422
    assert snapshot(app) == before


def test_whoever_it_is_given_to_sees_it(app: Flask, sara: FlaskClient, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert nima.get(f"/staff/tickets/{code}").status_code == 404
    give(sara, code, "nima")
    assert nima.get(f"/staff/tickets/{code}").status_code == 200
    assert queue(nima, view="mine") == [code]


def test_who_lets_go_of_what_they_will_not_see_again_is_led_to_the_queue(
    app: Flask, sara: FlaskClient, code: str
) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    give(sara, code, "nima")
    assert give(nima, code, "").location == "/staff"
    assert "دست" in nima.get("/staff").text
    give(sara, code, "nima")
    assert give(nima, code, "sara", HTMX).headers["HX-Redirect"] == "/staff"


def test_nobody_else_may(app: Flask, client: FlaskClient, reza: FlaskClient, people: People, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert [give(each, code, "nima").status_code for each in (reza, nima)] == [404, 404]
    assert give(signed_in(app, people.admin), "00000000", "sara").status_code == 404
    assert give(client, code, "sara").location.startswith("/login")
    assert found(app, code).assignee_id is None
    assert found(app, open_ticket(app, people.mina)).assignee_id is None
