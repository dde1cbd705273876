"""POST /staff/tickets/CODE/presence: who else has the ticket open, and who is writing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from hamyar_support.models import Presence
from hamyar_support.models.words import utc_now
from tests.browsing import HTMX, csrf_token, signed_in
from tests.desk import FINANCE, act, colleague
from tests.people import People
from tests.tickets import count, open_ticket, snapshot, writing
from tests.together import at_once


@pytest.fixture
def boss(app: Flask, people: People) -> FlaskClient:
    """The browser of the admin."""
    return signed_in(app, people.admin)


def beat(client: FlaskClient, code: str, writing: str = "0") -> str:
    """Say that one is here; gives the piece that says who else is."""
    answer = act(client, f"tickets/{code}/presence", headers=HTMX, writing=writing)
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert 'id="presence"' in answer.text
    return answer.text


def time_passes(app: Flask, seconds: float) -> None:
    with writing(app) as session:
        session.execute(update(Presence).values(seen_at=utc_now() - timedelta(seconds=seconds)))


def test_each_sees_the_other_and_nobody_oneself(
    sara: FlaskClient, boss: FlaskClient, people: People, code: str
) -> None:
    assert people.sara.full_name not in beat(sara, code)
    assert people.sara.full_name in beat(boss, code)
    seen = beat(sara, code)
    assert people.admin.full_name in seen
    assert people.sara.full_name not in seen


def test_it_says_who_is_writing(sara: FlaskClient, boss: FlaskClient, code: str) -> None:
    beat(sara, code, "1")
    assert "می‌نویسد" in (seen := beat(boss, code)) or "نوشتن" in seen
    beat(sara, code, "0")
    assert "می‌نویسد" not in (seen := beat(boss, code))
    assert "نوشتن" not in seen


def test_the_page_shows_who_is_there_already(sara: FlaskClient, boss: FlaskClient, people: People, code: str) -> None:
    beat(sara, code)
    shown = boss.get(f"/staff/tickets/{code}").text.partition('id="presence"')[2]
    assert people.sara.full_name in shown.partition("</div>")[0]


def test_after_25_seconds_without_a_beat_one_is_gone(
    app: Flask, sara: FlaskClient, boss: FlaskClient, people: People, code: str
) -> None:
    for seconds, there in ((20, True), (24.0, True), (25.1, False), (3600, False)):
        beat(sara, code)
        time_passes(app, seconds)
        assert (people.sara.full_name in beat(boss, code)) is there, seconds
    beat(sara, code)
    assert people.sara.full_name in beat(boss, code)


def test_it_is_about_one_ticket(app: Flask, sara: FlaskClient, boss: FlaskClient, people: People, code: str) -> None:
    other = open_ticket(app, people.mina)
    beat(sara, code)
    assert people.sara.full_name not in beat(boss, other)


def test_a_customer_neither_sees_nor_shows(
    app: Flask, sara: FlaskClient, reza: FlaskClient, people: People, code: str
) -> None:
    beat(sara, code, "1")
    assert act(reza, f"tickets/{code}/presence", writing="1").status_code == 404
    for path in (f"/tickets/{code}", f"/tickets/{code}?since=0", f"/tickets/{code}/info", "/tickets", "/panel"):
        for headers in ({}, HTMX):
            text = reza.get(path, headers=headers).text
            assert [word for word in (people.sara.full_name, 'id="presence"') if word in text] == []
    assert count(app, Presence) == 1
    assert people.reza.full_name not in beat(sara, code)


def test_where_one_sees_no_ticket_one_is_not(app: Flask, client: FlaskClient, sara: FlaskClient, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    assert act(nima, f"tickets/{code}/presence").status_code == 404
    assert act(sara, "tickets/00000000/presence").status_code == 404
    assert act(client, f"tickets/{code}/presence", headers=HTMX).status_code == 401
    assert count(app, Presence) == 0


def test_it_changes_nothing_else(app: Flask, sara: FlaskClient, code: str) -> None:
    before = {name: rows for name, rows in snapshot(app).items() if name != "presences"}
    for writing_now in ("0", "1", "", "x", "\x00"):
        beat(sara, code, writing_now)
    assert {name: rows for name, rows in snapshot(app).items() if name != "presences"} == before
    assert count(app, Presence) == 1


def test_a_second_tab_is_the_same_person_even_at_once(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    form = {"csrf_token": csrf_token(sara, "/no-such-page"), "writing": "1"}
    path = f"/staff/tickets/{code}/presence"
    answers = at_once(sara, 8, lambda client: client.post(path, data=form, headers=HTMX))
    assert {answer.status_code for answer in answers} == {200}
    assert count(app, Presence) == 1
