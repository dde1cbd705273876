"""/staff/faq/new and /staff/faq/ID: writing a question and its answer, with a preview."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import FaqEntry
from tests.administration import audited
from tests.browsing import document, htmx, submit
from tests.desk import act
from tests.forms import errors, value_of
from tests.questions import ACCOUNT, FILES, ONE, THREE, TWO, category, entry, public
from tests.tickets import count, snapshot

NEW = "/staff/faq/new"


ANSWER = "دو راه دارد:\n\n- **ایمیل**\n- تلفن"


HTML = '<p dir="rtl">دو راه دارد:</p>\n<ul dir="rtl">\n<li><strong>ایمیل</strong></li>\n<li>تلفن</li>\n</ul>'


@pytest.fixture
def written(app: Flask, faq: None) -> dict[str, str]:
    return {"category": str(category(app, FILES)), "question": "پرسش تازه؟", "answer": ANSWER, "published": "y"}


def test_a_new_one_comes_last_in_its_category(
    admin: FlaskClient, client: FlaskClient, app: Flask, written: dict[str, str]
) -> None:
    response = submit(admin, NEW, written | {"category": str(category(app, ACCOUNT))})
    assert (response.status_code, response.location) == (303, f"/staff/faq#category-{category(app, ACCOUNT)}")
    assert public(client) == [ONE, TWO, "پرسش تازه؟", THREE]
    assert HTML in client.get("/faq").text
    assert audited(app)[-1] == ("faq.create", "پرسش تازه؟", "", "")


def test_the_door_of_a_category_opens_a_form_for_it(app: Flask, admin: FlaskClient, written: dict[str, str]) -> None:
    page = document(admin.get(f"{NEW}?category={written['category']}"))
    assert [option.get("value") for option in page.iter("option") if option.get("selected") is not None] == [
        written["category"]
    ]


def test_it_can_wait_off_the_site(admin: FlaskClient, client: FlaskClient, written: dict[str, str]) -> None:
    act(admin, "faq/new", **{name: value for name, value in written.items() if name != "published"})
    assert "پرسش تازه؟" not in public(client)
    assert "پرسش تازه؟" in admin.get("/staff/faq").text


def test_it_is_changed_and_moved_to_another_category(
    app: Flask, admin: FlaskClient, client: FlaskClient, written: dict[str, str]
) -> None:
    page = f"/staff/faq/{entry(app, ONE)}"
    assert value_of(admin.get(page), "question") == ONE
    for _ in range(2):
        assert submit(admin, page, written).status_code == 303
    assert public(client) == [TWO, THREE, "پرسش تازه؟"]
    assert HTML in client.get("/faq?q=ایمیل").text
    assert audited(app)[-2:] == [("faq.edit", "پرسش تازه؟", "", ""), ("faq.transfer", "پرسش تازه؟", ACCOUNT, FILES)]


def test_saving_it_unchanged_is_no_change(app: Flask, admin: FlaskClient, written: dict[str, str]) -> None:
    before = snapshot(app)
    submit(admin, f"/staff/faq/{entry(app, ONE)}", {"category": str(category(app, ACCOUNT))})
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("category", ""),
        ("category", "999"),
        ("category", "x"),
        ("question", ""),
        ("question", "\u200c"),
        ("question", "س" * 301),
        ("answer", ""),
        ("answer", " \n "),
        ("answer", "س" * 10_001),
    ],
)
def test_a_wrong_value_is_refused_and_what_was_typed_stays(
    app: Flask, admin: FlaskClient, written: dict[str, str], field: str, typed: str
) -> None:
    before = snapshot(app)
    for path in ("faq/new", f"faq/{entry(app, ONE)}"):
        for headers in ({}, htmx("main#main")):
            response = act(admin, path, headers, **(written | {field: typed}))
            assert (response.status_code, list(errors(response))) == (422, [field])
            for name in {"question", "answer"} - {field}:
                assert value_of(response, name) == written[name]
    assert snapshot(app) == before


@pytest.mark.parametrize("ident", ["999", "0", str(10**30), "x"])
def test_one_that_is_not_there_is_not_found(admin: FlaskClient, written: dict[str, str], ident: str) -> None:
    assert admin.get(f"/staff/faq/{ident}").status_code == 404
    assert act(admin, f"faq/{ident}", **written).status_code == 404
    assert act(admin, f"faq/{ident}", preview="1", **written).status_code == 404


def test_nobody_else_may(
    app: Flask, client: FlaskClient, sara: FlaskClient, reza: FlaskClient, written: dict[str, str]
) -> None:
    before = count(app, FaqEntry)
    for path in ("faq/new", "faq/1"):
        for one in (sara, reza):
            assert one.get(f"/staff/{path}").status_code == 404
            assert act(one, path, **written).status_code == 404
            assert act(one, path, preview="1", **written).status_code == 404
        assert act(client, path, **written).location.startswith("/login")
    assert count(app, FaqEntry) == before
