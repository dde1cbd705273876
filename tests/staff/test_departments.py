"""/staff/departments: making, naming, ordering, retiring and bringing back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department
from tests.administration import audited, done, texts
from tests.browsing import document, htmx, submit
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
    page = document(client.get("/staff/departments")).find(".//*[@id='departments']")
    return [name.text for name in page.iter() if name.tag in ("strong", "span") and name.get("dir") == "auto"]


def offered(reza: FlaskClient) -> list[str]:
    """What the form of a new request offers."""
    options = document(reza.get("/tickets/new")).find(".//select[@name='department']").findall("option")
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


@pytest.mark.parametrize(
    ("place", "order"), [(1, "۳۱۲"), (2, "۱۳۲"), (3, "۱۲۳"), (0, "۳۱۲"), (-9, "۳۱۲"), (10**30, "۱۲۳")]
)
def test_a_place_is_named_and_naming_it_twice_is_harmless(
    app: Flask, admin: FlaskClient, ids: list[int], place: int, order: str
) -> None:
    for _ in range(2):
        done(admin, f"departments/{ids[2]}/position", position=str(place))
        assert listed(admin) == [NAMES[int(number) - 1] for number in order]
    assert len([change for change in audited(app) if change[0] == "department.move"]) == (order != "۱۲۳")


def test_a_retired_one_leaves_the_form_and_stays_on_its_tickets(
    app: Flask, admin: FlaskClient, reza: FlaskClient, ids: list[int], code: str
) -> None:
    retired = department(app)
    for _ in range(2):
        done(admin, f"departments/{retired}/retired", retired="1")
    assert offered(reza) == list(NAMES)
    assert found(app, code).department.name in listed(admin)
    assert found(app, code).department.name in reza.get(f"/tickets/{code}").text
    for _ in range(2):
        done(admin, f"departments/{retired}/retired", retired="0")
    assert offered(reza) == [*NAMES, found(app, code).department.name]
    assert [change[0] for change in audited(app)][-2:] == ["department.retire", "department.restore"]


def test_the_last_one_stays_in_use(app: Flask, admin: FlaskClient, ids: list[int]) -> None:
    for ident in ids[1:]:
        done(admin, f"departments/{ident}/retired", retired="1")
    assert "retired" not in [
        button.get("name") for button in document(admin.get("/staff/departments")).find(".//ol").iter("button")
    ]
    for headers in ({}, htmx("div#departments")):
        response = act(admin, f"departments/{ids[0]}/retired", headers, retired="1")
        assert response.status_code == 422
        assert "آخرین دپارتمان" in response.text
    assert listed(admin)[0] == NAMES[0]


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


def test_by_htmx_the_list_comes_back_and_a_screen_reader_is_told(admin: FlaskClient, ids: list[int]) -> None:
    response = act(admin, f"departments/{ids[0]}/position", htmx("div#departments"), position="2")
    assert (response.status_code, response.text.lstrip()[:5]) == (200, "<div ")
    assert '<hx-partial hx-target="#announce">«فنی» اکنون در جایگاه ۲ است.</hx-partial>' in response.text
    assert texts(response, "departments", "admin-facts") == ["بدون درخواست ناتمام"] * 3


@pytest.mark.parametrize("path", ["999/name", "999/position", "999/retired", f"{10**30}/name", "0/retired"])
def test_one_that_is_not_there_is_not_found(admin: FlaskClient, path: str) -> None:
    assert act(admin, f"departments/{path}", name="x", position="1", retired="1").status_code == 404
    assert admin.get("/staff/departments?edit=999").status_code == 404


@pytest.mark.parametrize("data", [{}, {"position": "x", "retired": "x"}, {"position": "", "retired": "2"}])
def test_a_form_that_names_nothing_changes_nothing(
    app: Flask, admin: FlaskClient, ids: list[int], data: dict[str, str]
) -> None:
    before = snapshot(app)
    for path in ("position", "retired"):
        assert act(admin, f"departments/{ids[0]}/{path}", **data).status_code == 422
    assert snapshot(app) == before


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
