"""POST /staff/people/ID/active: letting in or not; nobody locks out themself."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support import access
from hamyar_support.extensions import db
from hamyar_support.models import User
from hamyar_support.models.words import Role
from tests.administration import audited, done
from tests.browsing import document, htmx, signed_in, submit
from tests.desk import act, assign, at_the_same_time, colleague
from tests.people import PASSWORD, People
from tests.tickets import found, snapshot, user


def active_admins(app: Flask) -> list[str]:
    with app.app_context():
        wanted = select(User.username).where(User.role == Role.ADMIN, User.disabled_at.is_(None))
        return sorted(db.session.scalars(wanted))


def test_disabling_ends_their_sessions_at_once_and_their_work_stays(
    app: Flask, admin: FlaskClient, sara: FlaskClient, people: People, code: str
) -> None:
    assign(app, code, people.sara, people.sara)
    for _ in range(2):
        done(admin, f"people/{people.sara.id}/active", active="0")
    assert sara.get("/staff").location.startswith("/login")
    again = submit(app.test_client(), "/login", {"username": "sara", "password": PASSWORD})
    assert again.status_code == 422
    assert found(app, code).assignee.username == "sara"
    for _ in range(2):
        done(admin, f"people/{people.sara.id}/active", active="1")
    assert sara.get("/staff").location.startswith("/login")
    assert signed_in(app, people.sara).get("/staff").status_code == 200
    assert [change[0] for change in audited(app)] == ["person.disable", "person.enable"]


def test_whoever_is_disabled_while_reading_is_sent_to_log_in_by_htmx(
    admin: FlaskClient, sara: FlaskClient, people: People
) -> None:
    done(admin, f"people/{people.sara.id}/active", active="0")
    response = sara.get("/staff", headers=htmx("div#queue", "/staff"))
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/login?next=/staff")


def test_the_page_warns_of_what_stays_assigned_to_them(
    app: Flask, admin: FlaskClient, people: People, code: str
) -> None:
    page = f"/staff/people/{people.sara.id}"
    assert "به نام او می‌ماند" not in admin.get(page).text
    assign(app, code, people.sara, people.sara)
    assert "۱ درخواست ناتمام به نام او می‌ماند" in admin.get(page).text


def test_after_disabling_by_htmx_the_form_still_shows_what_is_so(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    response = act(admin, f"people/{people.sara.id}/active", htmx("div#person"), active="0")
    assert response.text.lstrip().startswith('<div class="stack-l" id="person">')
    boxes = document(response).iter("input")
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["agent"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("", {"role": "agent"}),
        ("", {"role": "customer"}),
        ("/active", {"active": "0"}),
        ("/reset-link", {}),
    ],
)
def test_an_admin_cannot_lock_out_themself(
    app: Flask, admin: FlaskClient, people: People, path: str, data: dict[str, str]
) -> None:
    before = snapshot(app)
    page = document(admin.get(f"/staff/people/{people.admin.id}")).find(".//main")
    assert list(page.iter("form")) == []
    for headers in ({}, htmx("div#person")):
        response = act(admin, f"people/{people.admin.id}{path}", headers, **data)
        assert response.status_code == 422
        assert "از مدیر دیگری بخواهید" in response.text
    assert snapshot(app) == before


@pytest.mark.parametrize(("path", "data"), [("", {"role": "agent"}), ("/active", {"active": "0"})])
def test_two_admins_cannot_remove_one_another_at_once(
    app: Flask, admin: FlaskClient, people: People, path: str, data: dict[str, str]
) -> None:
    other = colleague(app, "nima", role=Role.ADMIN)
    nima = signed_in(app, other)
    nima.get("/staff/people"), admin.get("/staff/people")
    answers = at_the_same_time(
        lambda: act(admin, f"people/{other.id}{path}", **data),
        lambda: act(nima, f"people/{people.admin.id}{path}", **data),
    )
    assert len(active_admins(app)) == 1
    # The other is told that nothing is here, or, disabled already, to log in.
    assert 303 in {answer.status_code for answer in answers}


def test_who_is_no_admin_any_more_changes_nothing(app: Flask, admin: FlaskClient, people: People) -> None:
    with app.app_context():
        user_row = user(app, "sara")
        with pytest.raises(Exception, match="404"):
            access.admin_to_act(user_row)
