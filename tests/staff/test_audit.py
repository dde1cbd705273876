"""GET /staff/audit: who changed what, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support import jalali
from hamyar_support.models import AuditEntry, User
from hamyar_support.models.audit import AuditKind
from hamyar_support.models.words import Role
from tests.administration import done, texts
from tests.browsing import document, htmx, signed_in
from tests.desk import colleague
from tests.forms import error_of, value_of
from tests.people import People
from tests.queries import counted
from tests.tickets import writing


def listed(client: FlaskClient, **query: str) -> list[str]:
    return texts(client.get("/staff/audit", query_string=query), "audit", "audit-sentence")


def record(app: Flask, by: int, subject: str, at: datetime | None = None) -> None:
    with writing(app) as session:
        AuditEntry.record(AuditKind.DEPARTMENT, "create", subject, session.get_one(User, by))
        session.flush()
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        entry.created_at = at or entry.created_at


def test_before_anything_was_changed_it_says_so(admin: FlaskClient) -> None:
    assert "هنوز چیزی تغییر نکرده است" in admin.get("/staff/audit").text


def test_one_person_is_shown_alone(app: Flask, admin: FlaskClient, people: People) -> None:
    other = colleague(app, "nima", "نیما صدر", role=Role.ADMIN)
    done(admin, "departments", name="فنی")
    done(signed_in(app, other), "departments", name="مالی")
    assert listed(admin, person=str(other.id)) == ["نیما صدر دپارتمان «مالی» را ساخت"]
    choices = [option.text for option in document(admin.get("/staff/audit")).find(".//main").iter("option")]
    assert choices == ["همه", "مدیر همیار", "نیما صدر"]


@pytest.mark.parametrize("typed", ["۱۴۰۵/۹/۲", "1405-09-02", " 1405.9.2 ", "١٤٠٥/٩/٢"])
def test_a_jalali_day_is_shown_alone(app: Flask, admin: FlaskClient, people: People, typed: str) -> None:
    begins = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)  # midnight in Tehran
    for subject, passed in (("پیش", -1), ("نخست", 0), ("آخر", 86399), ("پس", 86400)):
        record(app, people.admin.id, subject, begins + timedelta(seconds=passed))
    shown = listed(admin, day=typed)
    assert [sentence.split("«")[1].split("»")[0] for sentence in shown] == ["آخر", "نخست"]
    assert value_of(admin.get("/staff/audit", query_string={"day": typed}), "day") == typed.strip()


def test_person_and_day_go_together(app: Flask, admin: FlaskClient, people: People) -> None:
    done(admin, "departments", name="فنی")
    with app.app_context():
        today = jalali.short_day(datetime.now(UTC), app.config["TZ"], "fa")
    assert len(listed(admin, person=str(people.admin.id), day=today)) == 1
    assert listed(admin, person=str(people.admin.id), day="1404/1/1") == []


@pytest.mark.parametrize("typed", ["1405/13/1", "امروز", "2026-11-23", "1405/9", "۱" * 31, "<b>", "1405/9/31"])
def test_what_is_no_day_is_said_beside_the_field(admin: FlaskClient, typed: str) -> None:
    done(admin, "departments", name="فنی")
    for headers in ({}, htmx("div#audit")):
        response = admin.get("/staff/audit", query_string={"day": typed}, headers=headers)
        assert response.status_code == 422
        assert error_of(response, "day")
        assert value_of(response, "day") == typed
        assert texts(response, "audit", "audit-sentence") == ["مدیر همیار دپارتمان «فنی» را ساخت"]


@pytest.mark.parametrize("person", ["999", "x", "-1", "9" * 40])
def test_a_person_who_changed_nothing_cannot_be_chosen(admin: FlaskClient, person: str) -> None:
    assert admin.get("/staff/audit", query_string={"person": person}).status_code == 422


def test_a_long_history_is_read_page_by_page_by_as_many_queries(app: Flask, admin: FlaskClient, people: People) -> None:
    record(app, people.admin.id, "۰")
    listed(admin)
    with counted() as few:
        listed(admin)
    for number in range(1, 60):
        record(app, people.admin.id, str(number))
    with counted() as many:
        seen = listed(admin)
    assert len(many) == len(few) <= 6
    address = "/staff/audit"
    while onward := [a.get("href") for a in document(admin.get(address)).iter("a") if a.get("rel") == "next"]:
        address = onward[0]
        seen += texts(admin.get(address), "audit", "audit-sentence")
    assert len(seen) == len(set(seen)) == 60


def test_by_htmx_the_list_comes_alone(admin: FlaskClient) -> None:
    response = admin.get("/staff/audit", headers=htmx("div#audit"))
    assert response.text.lstrip().startswith('<div class="stack" id="audit">')


def test_it_is_there_for_admins_alone(client: FlaskClient, sara: FlaskClient, reza: FlaskClient) -> None:
    assert client.get("/staff/audit").location == "/login?next=/staff/audit"
    assert [one.get("/staff/audit").status_code for one in (sara, reza)] == [404, 404]
