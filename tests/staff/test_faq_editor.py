"""/staff/faq: the list of questions and answers, their categories, their order, and what the site shows."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import audited, done, texts
from tests.browsing import htmx
from tests.desk import act
from tests.questions import ACCOUNT, FILES, ONE, THREE, TWO, category, entry, public
from tests.tickets import snapshot


def listed(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/faq"), "faq", "admin-link")


def categories(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/faq"), "faq", "section-title")


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
