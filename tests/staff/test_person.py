"""/staff/people/ID: role and departments, letting in or not."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import audited, done
from tests.browsing import document, signed_in, submit
from tests.desk import act, queue
from tests.people import People
from tests.tickets import department, open_ticket, snapshot


def chosen(client: FlaskClient, ident: int) -> list[str]:
    """What is chosen in the form of role and departments."""
    page = document(client.get(f"/staff/people/{ident}"))
    return [box.get("value") for box in page.iter("input") if box.get("checked") is not None]


def test_it_says_who_they_are(app: Flask, admin: FlaskClient, people: People, code: str) -> None:
    page = admin.get(f"/staff/people/{people.reza.id}").text
    assert people.reza.email in page
    assert "درخواست‌های فرستاده‌شده" in page
    assert people.mina.email not in page


def test_role_and_departments_are_changed_and_take_effect_at_once(
    app: Flask, admin: FlaskClient, sara: FlaskClient, people: People
) -> None:
    finance = department(app, "مالی")
    mine, other = open_ticket(app, people.reza, department="مالی"), open_ticket(app, people.reza)
    assert set(queue(sara, view="all")) == {mine, other}
    path = f"/staff/people/{people.sara.id}"
    for _ in range(2):
        assert submit(admin, path, {"role": "agent", "departments": [str(finance)]}).location == path
    assert queue(sara, view="all") == [mine]
    done(admin, f"people/{people.sara.id}", role="admin", departments=str(finance))
    assert sara.get("/staff/people").status_code == 200
    assert audited(app) == [
        ("person.departments", people.sara.full_name, "", "مالی"),
        ("person.role", people.sara.full_name, "agent", "admin"),
    ]


def test_a_customer_joins_the_staff_and_leaves_it_again(app: Flask, admin: FlaskClient, people: People) -> None:
    path, served = f"people/{people.mina.id}", str(department(app))
    done(admin, path, role="agent", departments=served)
    mina = signed_in(app, people.mina)
    assert mina.get("/staff").status_code == 200
    done(admin, path, role="customer", departments=served)
    assert mina.get("/staff").status_code == 404
    assert chosen(admin, people.mina.id) == ["customer"]


def test_departments_retired_since_stay_with_whoever_serves_them(
    app: Flask, admin: FlaskClient, people: People
) -> None:
    finance, technical = department(app, "مالی"), department(app)
    done(admin, f"people/{people.sara.id}", role="agent", departments=[str(finance), str(technical)])
    done(admin, f"departments/{finance}/retired", retired="1")
    assert set(chosen(admin, people.sara.id)) == {"agent", str(finance), str(technical)}
    assert str(finance) not in chosen(admin, people.reza.id)
    assert act(admin, f"people/{people.reza.id}", role="agent", departments=str(finance)).status_code == 422


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("1", {"role": "boss"}, 422),
        ("1", {}, 422),
        ("1/active", {"active": "maybe"}, 422),
        ("1/active", {}, 422),
        ("999", {"role": "agent"}, 404),
        ("999/active", {"active": "0"}, 404),
        ("999/reset-link", {}, 404),
        (f"{10**30}/active", {"active": "0"}, 404),
        ("x/active", {"active": "0"}, 404),
    ],
)
def test_bad_forms_and_bad_ids_change_nothing(
    app: Flask, admin: FlaskClient, path: str, data: dict[str, str], status: int
) -> None:
    before = snapshot(app)
    assert act(admin, f"people/{path}", **data).status_code == status
    assert snapshot(app) == before


def test_nobody_else_may(app: Flask, client: FlaskClient, sara: FlaskClient, reza: FlaskClient, people: People) -> None:
    before = snapshot(app)
    for path, data in (
        ("", {"role": "admin"}),
        ("/active", {"active": "0"}),
        ("/reset-link", {}),
    ):
        for one in (sara, reza):
            assert act(one, f"people/{people.mina.id}{path}", **data).status_code == 404
        assert act(client, f"people/{people.mina.id}{path}", **data).location.startswith("/login")
    assert snapshot(app) == before
