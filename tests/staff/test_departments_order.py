"""/staff/departments/ID/position and …/retired: their order, and which are offered."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import audited, done, texts
from tests.browsing import document, htmx
from tests.desk import act
from tests.tickets import department, found, snapshot

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


def test_by_htmx_the_list_comes_back_and_a_screen_reader_is_told(admin: FlaskClient, ids: list[int]) -> None:
    response = act(admin, f"departments/{ids[0]}/position", htmx("div#departments"), position="2")
    assert (response.status_code, response.text.lstrip()[:5]) == (200, "<div ")
    assert '<hx-partial hx-target="#announce">«فنی» اکنون در جایگاه ۲ است.</hx-partial>' in response.text
    assert texts(response, "departments", "admin-facts") == ["بدون درخواست ناتمام"] * 3


@pytest.mark.parametrize("data", [{}, {"position": "x", "retired": "x"}, {"position": "", "retired": "2"}])
def test_a_form_that_names_nothing_changes_nothing(
    app: Flask, admin: FlaskClient, ids: list[int], data: dict[str, str]
) -> None:
    before = snapshot(app)
    for path in ("position", "retired"):
        assert act(admin, f"departments/{ids[0]}/{path}", **data).status_code == 422
    assert snapshot(app) == before
