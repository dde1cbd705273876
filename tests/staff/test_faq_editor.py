"""/staff/faq: the list of questions and answers, their categories, their order, and what the site shows."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.extensions import db
from hamyar_support.models import FaqCategory, FaqEntry
from tests.administration import audited, done, texts
from tests.browsing import document, htmx, submit
from tests.desk import act
from tests.forms import errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.questions import ask
from tests.tickets import count, snapshot

ONE, TWO, THREE = "چطور وارد شوم؟", "رمز را فراموش کردم؟", "چه فایلی بفرستم؟"
ACCOUNT, FILES = "حساب کاربری", "فایل‌ها"


@pytest.fixture
def faq(app: Flask, admin: FlaskClient) -> None:
    for name in (ACCOUNT, FILES):
        done(admin, "faq/categories", name=name)
    for question, category in ((ONE, ACCOUNT), (TWO, ACCOUNT), (THREE, FILES)):
        ask(app, question, category=category)


def category(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.scalars(select(FaqCategory.id).where(FaqCategory.name == name)).one()


def entry(app: Flask, question: str) -> int:
    with app.app_context():
        return db.session.scalars(select(FaqEntry.id).where(FaqEntry.question == question)).one()


def listed(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/faq"), "faq", "admin-link")


def categories(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/faq"), "faq", "section-title")


def public(client: FlaskClient) -> list[str]:
    return [" ".join("".join(e.itertext()).split()) for e in document(client.get("/faq")).iter("summary")]


def test_without_any_it_says_how_to_begin(admin: FlaskClient) -> None:
    assert "اول یک دسته بسازید" in admin.get("/staff/faq").text


def test_it_lists_what_the_site_shows_in_its_order(faq: None, admin: FlaskClient, client: FlaskClient) -> None:
    assert categories(admin) == [ACCOUNT, FILES]
    assert listed(admin) == public(client) == [ONE, TWO, THREE]


def test_what_is_taken_off_the_site_is_kept(app: Flask, faq: None, admin: FlaskClient, client: FlaskClient) -> None:
    path = f"faq/{entry(app, TWO)}/published"
    for _ in range(2):
        done(admin, path, published="0")
    assert (public(client), listed(admin)) == ([ONE, THREE], [ONE, TWO, THREE])
    assert TWO not in client.get("/faq?q=رمز").text
    for _ in range(2):
        done(admin, path, published="1")
    assert public(client) == [ONE, TWO, THREE]
    assert [change[0] for change in audited(app)][-2:] == ["faq.unpublish", "faq.publish"]


def test_questions_and_categories_are_put_in_order(
    app: Flask, faq: None, admin: FlaskClient, client: FlaskClient
) -> None:
    for _ in range(2):
        done(admin, f"faq/{entry(app, TWO)}/position", position="1")
        assert public(client) == [TWO, ONE, THREE]
    for _ in range(2):
        done(admin, f"faq/categories/{category(app, FILES)}/position", position="1")
        assert public(client) == [THREE, TWO, ONE]
    done(admin, f"faq/{entry(app, THREE)}/position", position="9")
    assert audited(app)[-2:] == [("faq.move", TWO, "2", "1"), ("faq.move_category", FILES, "2", "1")]


def test_a_category_is_made_and_renamed_in_place(app: Flask, faq: None, admin: FlaskClient) -> None:
    submit(admin, "/staff/faq", {"name": "  پرداخت "}, action="/staff/faq/categories")
    page = f"/staff/faq?edit={category(app, FILES)}"
    assert value_of(admin.get(page), "name") == FILES
    submit(admin, page, {"name": "ضمیمه‌ها"}, action=f"/staff/faq/categories/{category(app, FILES)}/name")
    assert categories(admin) == [ACCOUNT, "ضمیمه‌ها", "پرداخت"]
    assert audited(app)[-1] == ("faq.rename_category", "ضمیمه‌ها", FILES, "ضمیمه‌ها")


@pytest.mark.parametrize("name", ["", "\u200c", "ن" * 101])
def test_a_name_that_will_not_do_is_refused(app: Flask, faq: None, admin: FlaskClient, name: str) -> None:
    before = snapshot(app)
    for path in ("faq/categories", f"faq/categories/{category(app, FILES)}/name"):
        for headers in ({}, htmx("div#faq")):
            response = act(admin, path, headers, name=name)
            assert (response.status_code, list(errors(response))) == (422, ["name"])
    assert snapshot(app) == before


def test_only_an_empty_category_can_be_deleted(app: Flask, faq: None, admin: FlaskClient) -> None:
    done(admin, "faq/categories", name="خالی")
    empty, full = category(app, "خالی"), category(app, FILES)
    done(admin, f"faq/{entry(app, THREE)}/published", published="0")
    buttons = [form.get("action") for form in document(admin.get("/staff/faq")).iter("form")]
    assert [action for action in buttons if action.endswith("/delete")] == [f"/staff/faq/categories/{empty}/delete"]
    for headers in ({}, htmx("div#faq")):
        response = act(admin, f"faq/categories/{full}/delete", headers)
        assert response.status_code == 422
        assert "دسته‌ای که پرسش دارد حذف نمی‌شود" in response.text
    done(admin, f"faq/categories/{empty}/delete")
    assert act(admin, f"faq/categories/{empty}/delete").status_code == 404
    assert categories(admin) == [ACCOUNT, FILES]
    assert (count(app, FaqEntry), audited(app)[-1][:2]) == (3, ("faq.delete_category", "خالی"))


def test_by_htmx_the_list_comes_back_and_a_screen_reader_is_told(app: Flask, faq: None, admin: FlaskClient) -> None:
    response = act(admin, f"faq/{entry(app, ONE)}/published", htmx("div#faq"), published="0")
    assert response.text.lstrip().startswith('<div class="stack-l" id="faq">')
    assert f'<hx-partial hx-target="#announce">«{ONE}» از سایت برداشته شد' in response.text


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("categories/999/name", {"name": "x"}, 404),
        ("categories/999/position", {"position": "1"}, 404),
        ("categories/999/delete", {}, 404),
        ("999/position", {"position": "1"}, 404),
        ("999/published", {"published": "1"}, 404),
        (f"{10**30}/published", {"published": "1"}, 404),
        ("categories/1/position", {}, 422),
        ("1/position", {"position": "x"}, 422),
        ("1/published", {"published": "x"}, 422),
        ("1/published", {}, 422),
    ],
)
def test_bad_ids_and_bad_forms_change_nothing(
    app: Flask, faq: None, admin: FlaskClient, path: str, data: dict[str, str], status: int
) -> None:
    before = snapshot(app)
    assert act(admin, f"faq/{path}", **data).status_code == status
    assert snapshot(app) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text(admin: FlaskClient, name: str) -> None:
    done(admin, "faq/categories", name=name)
    page = admin.get("/staff/faq").text + admin.get("/staff/faq/new").text + admin.get("/staff/audit").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []


def test_nobody_else_may(app: Flask, faq: None, client: FlaskClient, sara: FlaskClient, reza: FlaskClient) -> None:
    before = snapshot(app)
    paths = (
        "categories",
        "categories/1/name",
        "categories/1/position",
        "categories/1/delete",
        "1/position",
        "1/published",
    )
    for path in paths:
        for one in (sara, reza):
            assert act(one, f"faq/{path}", name="x", position="2", published="0").status_code == 404
        assert act(client, f"faq/{path}", name="x").location.startswith("/login")
    assert [one.get("/staff/faq").status_code for one in (sara, reza, client)] == [404, 404, 302]
    assert snapshot(app) == before
