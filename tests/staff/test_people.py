"""GET /staff/people: finding staff and customers."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import done, texts
from tests.browsing import browser_document, htmx
from tests.desk import colleague
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.queries import counted
from tests.tickets import writing

STAFF = ["مدیر همیار", "سارا احمدی"]
CUSTOMERS = ["مینا رستمی", "رضا کریمی"]


def listed(client: FlaskClient, **query: str) -> list[str]:
    return texts(client.get("/staff/people", query_string=query), "people", "admin-link")


def test_it_begins_with_the_staff_the_newest_first(app: Flask, admin: FlaskClient) -> None:
    assert listed(admin) == STAFF
    colleague(app, "nima", "نیما صدر")
    assert listed(admin) == ["نیما صدر", *STAFF]


@pytest.mark.parametrize(
    ("group", "names"),
    [("customers", CUSTOMERS), ("all", [STAFF[0], *CUSTOMERS, STAFF[1]]), ("disabled", []), ("x", STAFF)],
)
def test_a_group_is_shown_alone(admin: FlaskClient, group: str, names: list[str]) -> None:
    assert listed(admin, group=group) == names


def test_the_disabled_are_a_group_of_their_own(admin: FlaskClient, people: People) -> None:
    done(admin, f"people/{people.mina.id}/active", active="0")
    assert listed(admin, group="disabled") == ["مینا رستمی"]
    assert listed(admin, group="customers") == CUSTOMERS


@pytest.mark.parametrize(
    "q",
    [
        "رضا",
        "كريمي",
        "کريمى",
        "رضا كری",
        "REZA",
        "reza@example",
        "reza@example.com",
        "۰۹۱۲۳۴۵",
        "0912",
        "+98 912 345 6789",
    ],
)
def test_a_person_is_found_however_they_are_typed(app: Flask, admin: FlaskClient, people: People, q: str) -> None:
    colleague(app, "nima", "نیما صدر", mobile="09350000000")
    with writing(app) as session:
        from hamyar_support.models import User

        user = session.get_one(User, people.reza.id)
        user.mobile = "09123456789"
        user.index()
    assert listed(admin, q=q) == ["رضا کریمی"]


def test_staff_are_found_among_all_unless_a_group_is_chosen(admin: FlaskClient) -> None:
    assert listed(admin, q="example") == [STAFF[0], *CUSTOMERS, STAFF[1]]
    assert listed(admin, q="example", group="staff") == STAFF
    assert listed(admin, q="سارا", group="customers") == []


@pytest.mark.parametrize("q", ["؟!", "%", "_", "'", '"', "' OR 1=1 --", "ناموجود", "ر" * 5000, "\x00"])
def test_what_is_no_word_of_anybody_finds_nobody(admin: FlaskClient, q: str) -> None:
    assert listed(admin, q=q) == []
    assert "کسی پیدا نشد" in admin.get("/staff/people", query_string={"q": q}).text


def test_many_are_shown_page_by_page_by_as_many_queries(app: Flask, admin: FlaskClient) -> None:
    listed(admin)
    with counted() as few:
        listed(admin)
    for number in range(60):
        colleague(app, f"agent{number}", f"پشتیبان {number}")
    with counted() as many:
        first = listed(admin)
    assert len(many) == len(few)
    seen, address = list(first), "/staff/people"
    while True:
        page = browser_document(admin.get(address))
        onward = [a.get("href") for a in page.iter("a") if a.get("rel") == "next"]
        if not onward:
            break
        address = onward[0]
        seen += texts(admin.get(address), "people", "admin-link")
    assert len(seen) == len(set(seen)) == 62
    back = next(a.get("href") for a in page.iter("a") if a.get("rel") == "prev")
    assert texts(admin.get(back), "people", "admin-link") == seen[25:50]


@pytest.mark.parametrize("page", ["-x", "+", "-9999999999999999999", "-1.2.3", "-0", "%00"])
def test_a_page_that_is_none_is_the_first_or_empty(admin: FlaskClient, page: str) -> None:
    assert admin.get("/staff/people", query_string={"page": page}).status_code == 200


def test_by_htmx_the_list_comes_alone(admin: FlaskClient) -> None:
    response = admin.get("/staff/people?q=رضا", headers=htmx("div#people"))
    assert response.text.lstrip().startswith('<div class="stack" id="people">')
    assert texts(response, "people", "admin-link") == ["رضا کریمی"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text(app: Flask, admin: FlaskClient, name: str) -> None:
    ident = colleague(app, "nima", name).id
    page = admin.get("/staff/people").text + admin.get(f"/staff/people/{ident}").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []


def test_it_is_there_for_admins_alone(client: FlaskClient, sara: FlaskClient, reza: FlaskClient) -> None:
    assert client.get("/staff/people").location == "/login?next=/staff/people"
    for one in (sara, reza):
        for path in ("/staff/people", "/staff/people/1", "/staff/people/new", "/staff/more"):
            assert one.get(path).status_code == 404


def test_only_admins_see_doors_to_the_administration(admin: FlaskClient, sara: FlaskClient) -> None:
    doors = {"/staff/people", "/staff/departments", "/staff/faq", "/staff/replies", "/staff/audit", "/staff/mail"}
    links = {a.get("href") for a in browser_document(admin.get("/staff/more")).find(".//main").iter("a")}
    assert links == doors
    for one, seen in ((admin, doors), (sara, set())):
        menu = browser_document(one.get("/faq")).find(".//*[@id='nav']")
        assert {a.get("href") for a in menu.iter("a")} & doors == seen
