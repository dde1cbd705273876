"""/staff/faq/categories: making, naming, ordering and deleting the categories of questions."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import FaqEntry
from tests.administration import audited, done, texts
from tests.browsing import browser_document, htmx, submit
from tests.desk import act
from tests.forms import errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.questions import ACCOUNT, FILES, THREE, category, entry
from tests.tickets import count, snapshot


def categories(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/faq"), "faq", "section-title")


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
    buttons = [form.get("action") for form in browser_document(admin.get("/staff/faq")).iter("form")]
    assert [action for action in buttons if action.endswith("/delete")] == [f"/staff/faq/categories/{empty}/delete"]
    for headers in ({}, htmx("div#faq")):
        response = act(admin, f"faq/categories/{full}/delete", headers)
        assert response.status_code == 422
        assert "دسته‌ای که پرسش دارد حذف نمی‌شود" in response.text
    done(admin, f"faq/categories/{empty}/delete")
    assert act(admin, f"faq/categories/{empty}/delete").status_code == 404
    assert categories(admin) == [ACCOUNT, FILES]
    assert (count(app, FaqEntry), audited(app)[-1][:2]) == (3, ("faq.delete_category", "خالی"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text(admin: FlaskClient, name: str) -> None:
    done(admin, "faq/categories", name=name)
    page = admin.get("/staff/faq").text + admin.get("/staff/faq/new").text + admin.get("/staff/audit").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []
