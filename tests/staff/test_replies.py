"""/staff/replies: writing, retiring and bringing back canned replies."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from hamyar_support.models import CannedReply
from tests.administration import audited, done, texts
from tests.browsing import htmx
from tests.desk import act
from tests.hostile import HOSTILE, LIVE
from tests.tickets import count, snapshot, writing

NEW = "/staff/replies/new"
TEXT = {"title": "خوش‌آمد", "body": "سلام {نام مشتری}،\nدرخواست {کد درخواست} رسید."}


def kept(app: Flask, title: str = TEXT["title"]) -> CannedReply:
    with writing(app) as session:
        return session.scalars(select(CannedReply).where(CannedReply.title == title)).one()


def listed(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/replies"), "replies", "admin-link")


def test_without_any_it_opens_the_door_to_the_first(admin: FlaskClient) -> None:
    assert "هنوز پاسخ آماده‌ای نیست" in admin.get("/staff/replies").text
    assert 'href="/staff/replies/new"' in admin.get("/staff/replies").text


def test_those_used_most_come_first(app: Flask, admin: FlaskClient) -> None:
    for title in ("الف", "ب", "پ"):
        done(admin, "replies/new", title=title, body="متن")
    with writing(app) as session:
        session.execute(update(CannedReply).where(CannedReply.title == "ب").values(used=3))
    assert listed(admin) == ["ب", "الف", "پ"]
    assert "۳ بار استفاده" in admin.get("/staff/replies").text


def test_a_retired_one_is_offered_no_more_and_kept(
    app: Flask, admin: FlaskClient, sara: FlaskClient, code: str
) -> None:
    done(admin, "replies/new", **TEXT)
    path = f"replies/{kept(app).id}/retired"
    address = f"/staff/tickets/{code}/canned/{kept(app).id}"
    assert sara.get(address).status_code == 200
    for _ in range(2):
        done(admin, path, retired="1")
    assert (listed(admin), sara.get(address).status_code) == ([TEXT["title"]], 404)
    for _ in range(2):
        done(admin, path, retired="0")
    assert sara.get(address).status_code == 200
    assert [change[0] for change in audited(app)] == ["reply.create", "reply.retire", "reply.restore"]


def test_by_htmx_the_list_comes_back_and_a_screen_reader_is_told(app: Flask, admin: FlaskClient) -> None:
    done(admin, "replies/new", **TEXT)
    response = act(admin, f"replies/{kept(app).id}/retired", htmx("div#replies"), retired="1")
    assert response.text.lstrip().startswith('<div class="stack" id="replies">')
    assert '<hx-partial hx-target="#announce">«خوش‌آمد» کنار گذاشته شد' in response.text


@pytest.mark.parametrize("typed", HOSTILE)
def test_title_and_text_are_text(admin: FlaskClient, typed: str) -> None:
    done(admin, "replies/new", title=typed, body=typed)
    page = admin.get("/staff/replies").text + admin.get("/staff/replies/1").text + admin.get("/staff/audit").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []


@pytest.mark.parametrize("ident", ["999", "0", str(10**30), "x"])
def test_one_that_is_not_there_is_not_found(admin: FlaskClient, ident: str) -> None:
    assert admin.get(f"/staff/replies/{ident}").status_code == 404
    assert act(admin, f"replies/{ident}", **TEXT).status_code == 404
    assert act(admin, f"replies/{ident}/retired", retired="1").status_code == 404


@pytest.mark.parametrize("data", [{}, {"retired": "x"}, {"retired": "2"}])
def test_a_form_that_names_no_state_changes_nothing(app: Flask, admin: FlaskClient, data: dict[str, str]) -> None:
    done(admin, "replies/new", **TEXT)
    before = snapshot(app)
    assert act(admin, f"replies/{kept(app).id}/retired", **data).status_code == 422
    assert snapshot(app) == before


def test_nobody_else_may(app: Flask, client: FlaskClient, sara: FlaskClient, reza: FlaskClient) -> None:
    for path in ("replies/new", "replies/1", "replies/1/retired"):
        for one in (sara, reza):
            assert act(one, path, **TEXT, retired="1").status_code == 404
            assert one.get("/staff/replies").status_code == 404
        assert act(client, path, **TEXT).status_code == 401
    assert count(app, CannedReply) == 0
