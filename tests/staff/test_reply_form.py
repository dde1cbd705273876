"""/staff/replies/new and /staff/replies/ID: writing a canned reply."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import CannedReply
from hamyar_support.models.canned_reply import VARIABLES, with_variables
from hamyar_support.models.words import Priority, Status
from tests.administration import audited, done
from tests.browsing import document, htmx, submit
from tests.desk import act
from tests.forms import errors, value_of
from tests.tickets import department, snapshot, writing

NEW = "/staff/replies/new"
TEXT = {"title": "خوش‌آمد", "body": "سلام {نام مشتری}،\nدرخواست {کد درخواست} رسید."}


def kept(app: Flask, title: str = TEXT["title"]) -> CannedReply:
    with writing(app) as session:
        return session.scalars(select(CannedReply).where(CannedReply.title == title)).one()


def test_a_text_alone_is_enough(app: Flask, admin: FlaskClient) -> None:
    assert submit(admin, NEW, TEXT).location == "/staff/replies"
    reply = kept(app)
    assert (reply.body, reply.department_id, reply.status, reply.priority) == (TEXT["body"], None, None, None)
    assert (reply.assigns_sender, reply.used) == (False, 0)
    assert audited(app) == [("reply.create", TEXT["title"], "", "")]


def test_it_can_be_for_one_department_and_do_something_too(app: Flask, admin: FlaskClient) -> None:
    chosen = department(app)
    more = {"department": str(chosen), "status": "closed", "priority": "high", "assignee": "sender"}
    submit(admin, NEW, TEXT | more)
    reply = kept(app)
    assert (reply.department_id, reply.status, reply.priority) == (chosen, Status.CLOSED, Priority.HIGH)
    assert reply.assigns_sender
    page = document(admin.get(f"/staff/replies/{reply.id}")).find(".//main")
    assert [o.get("value") for o in page.iter("option") if o.get("selected") is not None] == [
        str(chosen),
        "closed",
        "high",
        "sender",
    ]
    done(admin, f"replies/{reply.id}", **TEXT, department="", status="", priority="", assignee="")
    reply = kept(app)
    assert (reply.department_id, reply.status, reply.priority, reply.assigns_sender) == (None, None, None, False)
    assert audited(app)[-1] == ("reply.edit", TEXT["title"], "", "")


def test_saving_it_unchanged_is_no_change(app: Flask, admin: FlaskClient) -> None:
    done(admin, "replies/new", **TEXT, status="closed", department=str(department(app)))
    before = snapshot(app)
    submit(admin, f"/staff/replies/{kept(app).id}")
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("نام‌مشتری", VARIABLES[0]),
        (" نام مشتري ", VARIABLES[0]),
        ("کددرخواست", VARIABLES[1]),
        ("كد درخواست", VARIABLES[1]),
        ("تاريخ", VARIABLES[2]),
        ("نامِ پشتیبان", VARIABLES[3]),
        ("شماره فاکتور", "شماره فاکتور"),
        ("", ""),
        ("7*7", "7*7"),
    ],
)
def test_a_variable_is_known_however_it_is_spelt(typed: str, meant: str) -> None:
    assert with_variables(f"سلام {{{typed}}}، {{ {{{typed}}}") == f"سلام {{{meant}}}، {{ {{{meant}}}"


def test_the_form_offers_each_variable(admin: FlaskClient) -> None:
    buttons = [button for button in document(admin.get(NEW)).iter("button") if button.get("data-insert")]
    assert [button.get("data-insert") for button in buttons] == [f"{{{variable}}}" for variable in VARIABLES]
    assert {button.get("data-into") for button in buttons} == {"body"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "ع" * 101),
        ("body", " \n "),
        ("body", "م" * 10_001),
        ("department", "999"),
        ("department", "x"),
        ("status", "x"),
        ("priority", "9"),
    ],
)
def test_a_wrong_value_is_refused_and_what_was_typed_stays(
    app: Flask, admin: FlaskClient, field: str, typed: str
) -> None:
    done(admin, "replies/new", **TEXT)
    before = snapshot(app)
    for path in ("replies/new", f"replies/{kept(app).id}"):
        for headers in ({}, htmx("main#main")):
            response = act(admin, path, headers, **(TEXT | {field: typed}))
            assert (response.status_code, list(errors(response))) == (422, [field])
            for name in {"title", "body"} - {field}:
                assert value_of(response, name) == TEXT[name]
    assert snapshot(app) == before


def test_a_department_retired_since_stays_with_it(app: Flask, admin: FlaskClient) -> None:
    chosen = department(app, "مالی")
    department(app)
    done(admin, "replies/new", **TEXT, department=str(chosen))
    done(admin, f"departments/{chosen}/retired", retired="1")
    before = snapshot(app)
    submit(admin, f"/staff/replies/{kept(app).id}")
    assert snapshot(app) == before
    assert act(admin, "replies/new", **TEXT, department=str(chosen)).status_code == 422
