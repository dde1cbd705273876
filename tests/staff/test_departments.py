"""/staff/departments: making, naming, ordering, retiring and bringing back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department
from tests.administration import audited, done
from tests.browsing import browser_document, htmx, submit
from tests.desk import act
from tests.forms import error_of, errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.tickets import count, department, found, snapshot

NAMES = ("فنی", "مالی", "فروش")


@pytest.fixture
def ids(admin: FlaskClient, app: Flask) -> list[int]:
    for name in NAMES:
        done(admin, "departments", name=name)
    return [department(app, name) for name in NAMES]


def listed(client: FlaskClient) -> list[str]:
    """Those in use, then the retired, as the page shows them."""
    page = browser_document(client.get("/staff/departments")).find(".//*[@id='departments']")
    return [name.text for name in page.iter() if name.tag in ("strong", "span") and name.get("dir") == "auto"]


def offered(reza: FlaskClient) -> list[str]:
    """What the form of a new request offers."""
    options = browser_document(reza.get("/tickets/new")).find(".//select[@name='department']").findall("option")
    return [option.text for option in options if option.get("value")]


def test_a_new_one_comes_last_and_is_offered_to_customers(
    ids: list[int], admin: FlaskClient, reza: FlaskClient
) -> None:
    submit(admin, "/staff/departments", {"name": "  آموزش "})
    assert listed(admin) == [*NAMES, "آموزش"]
    assert offered(reza) == [*NAMES, "آموزش"]


@pytest.mark.parametrize("name", ["", " \u200c ", "ن" * 101, "فروش", "فرو\u200cش", "فـروش"])
def test_a_name_that_will_not_do_is_refused(app: Flask, admin: FlaskClient, ids: list[int], name: str) -> None:
    before = snapshot(app)
    for path, data in (("departments", {}), (f"departments/{ids[0]}/name", {})):
        response = act(admin, path, name=name, **data)
        assert (response.status_code, list(errors(response))) == (422, ["name"])
    assert snapshot(app) == before


def test_a_refused_name_stays_as_typed_by_htmx_too(admin: FlaskClient, ids: list[int]) -> None:
    for headers in ({}, htmx("div#departments")):
        response = act(admin, f"departments/{ids[0]}/name", headers, name="مالی")
        assert error_of(response, "name")
        assert 'value="مالی"' in response.text
        assert ("<html" in response.text) is not bool(headers)


def test_it_is_renamed_in_place(app: Flask, admin: FlaskClient, ids: list[int], code: str) -> None:
    page = "/staff/departments?edit=" + str(ids[1])
    assert value_of(admin.get(page), "name") == "مالی"
    assert submit(admin, page, {"name": "امور مالی"}, action=f"/staff/departments/{ids[1]}/name").status_code == 303
    assert [name for name in listed(admin) if name != "پشتیبانی فنی"] == ["فنی", "امور مالی", "فروش"]
    done(admin, f"departments/{department(app)}/name", name="پشتیبانی")
    assert found(app, code).department.name == "پشتیبانی"


def test_every_change_is_in_the_audit_with_what_was_there_before(app: Flask, admin: FlaskClient) -> None:
    done(admin, "departments", name="فنی")
    done(admin, "departments", name="مالی")
    ident = department(app, "مالی")
    for _ in range(2):
        done(admin, f"departments/{ident}/name", name="امور مالی")
    done(admin, f"departments/{ident}/position", position="1")
    assert audited(app) == [
        ("department.create", "فنی", "", ""),
        ("department.create", "مالی", "", ""),
        ("department.rename", "امور مالی", "مالی", "امور مالی"),
        ("department.move", "امور مالی", "2", "1"),
    ]


@pytest.mark.parametrize("path", ["999/name", "999/position", "999/retired", f"{10**30}/name", "0/retired"])
def test_one_that_is_not_there_is_not_found(admin: FlaskClient, path: str) -> None:
    assert act(admin, f"departments/{path}", name="x", position="1", retired="1").status_code == 404
    assert admin.get("/staff/departments?edit=999").status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text(admin: FlaskClient, name: str) -> None:
    done(admin, "departments", name=name)
    page = admin.get("/staff/departments").text + admin.get("/staff/audit").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []


@pytest.mark.parametrize(
    "path", ["departments", "departments/1/name", "departments/1/position", "departments/1/retired"]
)
def test_nobody_else_may(
    app: Flask, admin: FlaskClient, client: FlaskClient, sara: FlaskClient, reza: FlaskClient, path: str
) -> None:
    done(admin, "departments", name="فنی")
    for one in (sara, reza):
        assert act(one, path, name="x", position="1", retired="1").status_code == 404
        assert one.get("/staff/departments").status_code == 404
    assert client.get("/staff/departments").location.startswith("/login?next=")
    assert act(client, path, name="x").location.startswith("/login")
    assert count(app, Department) == 1
