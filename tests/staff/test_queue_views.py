"""GET /staff?view: whose tickets, in which state; and who sees which."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department, User
from hamyar_support.models.words import Role, Status, utc_now
from tests.browsing import HTMX, htmx, signed_in
from tests.desk import FINANCE, assign, codes, colleague, given, queue
from tests.people import People
from tests.tickets import department, move, open_ticket, reply, writing

VIEWS = ["mine", "unassigned", "open", "pending", "answered", "closed", "all"]


def test_each_view_holds_what_its_name_says(app: Flask, sara: FlaskClient, people: People) -> None:
    mine, closed_mine, answered, pending, waiting, closed = (open_ticket(app, people.reza) for _ in range(6))
    for code in (mine, closed_mine):
        assign(app, code, people.sara, people.sara)
    assign(app, pending, people.admin, people.sara)
    move(app, closed_mine, people.sara, Status.CLOSED)
    move(app, closed, people.sara, Status.CLOSED)
    move(app, pending, people.sara, Status.PENDING)
    reply(app, answered, people.sara, "پاسخ")
    assert {view: set(queue(sara, view=view)) for view in VIEWS} == {
        "mine": {mine},
        "unassigned": {answered, waiting},
        "open": {mine, waiting},
        "pending": {pending},
        "answered": {answered},
        "closed": {closed_mine, closed},
        "all": {mine, closed_mine, answered, pending, waiting, closed},
    }


def test_one_begins_with_what_waits(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    reply(app, open_ticket(app, people.reza), people.sara, "پاسخ")
    assert queue(sara) == queue(sara, view="open") == [code]


def test_what_is_looked_for_is_looked_for_everywhere(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    move(app, code, people.sara, Status.CLOSED)
    assert queue(sara, q="چاپگر") == queue(sara, status="closed") == [code]
    assert queue(sara, q="چاپگر", view="open") == []


def test_the_views_stand_in_their_order_with_their_names(sara: FlaskClient) -> None:
    shown = given(sara, "/staff")["views"]
    assert [name for name, _label, _count in shown] == VIEWS
    assert all(str(label) for _name, label, _count in shown)
    assert list(given(sara, "/staff")["sorts"]) == ["waiting", "changed", "priority"]


def test_an_agent_sees_their_departments_and_what_is_assigned_to_them(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    nima = colleague(app, "nima", "نیما صدر", FINANCE)
    invoice, other = (open_ticket(app, people.reza, department=name) for name in (FINANCE, "فروش"))
    browser = signed_in(app, nima)
    assert set(queue(browser)) == {invoice}
    assign(app, other, nima, people.sara)
    assert set(queue(browser)) == {invoice, other}
    assert queue(browser, view="mine") == [other]
    assert set(queue(sara)) == {invoice, other, code}
    assert queue(browser, department=department(app)) == queue(browser, q=code) == queue(browser, assignee="sara") == []


def test_an_admin_sees_all_whatever_departments_they_serve(app: Flask, people: People, code: str) -> None:
    boss = colleague(app, "boss", "مدیر دیگر", FINANCE, role=Role.ADMIN)
    assert queue(signed_in(app, boss)) == [code]


def test_the_choices_are_departments_in_use_and_active_staff(app: Flask, sara: FlaskClient, people: People) -> None:
    gone, old = colleague(app, "gone", "رفته"), department(app, "قدیمی")
    used = department(app)
    with writing(app) as session:
        session.get_one(User, gone.id).disabled_at = utc_now()
        session.get_one(Department, old).retired_at = utc_now()
    shown = given(sara, "/staff")
    assert [ident for ident, _name in shown["departments"]] == [str(used)]
    assert sorted(shown["agents"]) == sorted((p.username, p.full_name) for p in (people.sara, people.admin))


def test_htmx_gets_the_part_or_the_list_alone(sara: FlaskClient, code: str) -> None:
    part = sara.get("/staff", headers=HTMX)
    assert "<html" not in part.text
    assert codes(part) == [code]
    alone = sara.get("/staff", headers=htmx("div#queue"))
    assert "<main" not in alone.text
    assert codes(alone) == [code]


def test_customers_find_no_queue_and_the_signed_out_are_asked_to_log_in(
    client: FlaskClient, reza: FlaskClient, code: str
) -> None:
    assert reza.get("/staff").status_code == reza.get("/staff?view=all", headers=HTMX).status_code == 404
    assert client.get("/staff?view=all").location == "/login?next=/staff?view%3Dall"
    answer = client.get("/staff?since=1-1", headers=htmx("div#queue", "/staff?view=mine"))
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/staff?view%3Dmine")
