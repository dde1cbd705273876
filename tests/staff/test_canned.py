"""Canned replies at the composer: the list, the text filled in, and what sending one also does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import CannedReply
from hamyar_support.models.words import Role, utc_now
from tests.browsing import browser_document, form_fields, signed_in
from tests.canned import keep
from tests.desk import FINANCE, act, colleague, given
from tests.forms import value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import department, open_ticket, reply, writing


def text(client: FlaskClient, code: str, ident: int) -> str:
    return str(given(client, f"/staff/tickets/{code}/canned/{ident}")["text"])


def test_its_variables_are_filled_in(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    today = given(sara, f"/staff/tickets/{code}/canned/{keep(app, people, 'روز', '{تاریخ}')}")["text"]
    assert "۱۴۰" in today
    filled = text(sara, code, keep(app, people))
    assert filled == f"سلام رضا کریمی،\nدرخواست {code} در {today} رسید.\nسارا احمدی"


def test_other_braces_and_code_of_templates_stay_as_they_are(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    body = "\n".join([*HOSTILE, "{نام}", "{}", "{{نام مشتری}}", "{نام مشتری", "{0} {ticket.code} %(name)s"])
    ident = keep(app, people, "{{7*7}}<b>", body)
    assert text(sara, code, ident) == body.replace("{نام مشتری}", people.reza.full_name)
    for path in (f"/canned/{ident}", "/canned", f"?canned={ident}"):
        page = sara.get(f"/staff/tickets/{code}{path}").text.replace("&#39;", "'")
        assert [live for live in (*LIVE, "<b>") if live in page] == []
        assert "{{7*7}}" in page


def test_a_name_that_looks_like_a_variable_is_a_name(app: Flask, people: People) -> None:
    nasty = colleague(app, "nasty", "{نام پشتیبان} {کد درخواست}", role=Role.CUSTOMER)
    code = open_ticket(app, nasty)
    assert text(signed_in(app, people.sara), code, keep(app, people, body="{نام مشتری}")) == nasty.full_name


def test_the_most_used_stand_first_and_those_of_other_departments_and_of_old_nowhere(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    keep(app, people, "ب", used=1)
    keep(app, people, "الف", used=1)
    keep(app, people, "پرکار", used=9, department_id=department(app))
    other = keep(app, people, "مالی", used=99, department_id=department(app, FINANCE))
    old = keep(app, people, "قدیمی", used=999)
    with writing(app) as session:
        session.get_one(CannedReply, old).retired_at = utc_now()
    shown = given(sara, f"/staff/tickets/{code}/canned")["replies"]
    assert [canned.title for canned in shown] == ["پرکار", "الف", "ب"]
    for ident in (other, old, 9999):
        assert sara.get(f"/staff/tickets/{code}/canned/{ident}").status_code == 404
        assert value_of(sara.get(f"/staff/tickets/{code}?canned={ident}"), "body") == ""


def test_with_scripts_off_it_is_taken_into_the_composer_behind_the_draft(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    ident = keep(app, people, body="پاسخ آماده")
    page = sara.get(f"/staff/tickets/{code}?canned={ident}")
    assert value_of(page, "body") == "پاسخ آماده"
    assert form_fields(browser_document(page), f"/staff/tickets/{code}/messages")["canned"] == str(ident)
    act(sara, f"tickets/{code}/draft", body="پیش‌نویس")
    assert value_of(sara.get(f"/staff/tickets/{code}?canned={ident}"), "body") == "پیش‌نویس\nپاسخ آماده"


@pytest.mark.parametrize("path", ["", "/1"])
def test_only_who_sees_the_ticket_sees_them(
    app: Flask, client: FlaskClient, reza: FlaskClient, people: People, code: str, path: str
) -> None:
    keep(app, people)
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    address = f"/staff/tickets/{code}/canned{path}"
    assert [each.get(address).status_code for each in (reza, nima)] == [404, 404]
    assert client.get(address).location.startswith("/login")
    reply(app, code, people.sara, "پاسخ")
    assert "خوش‌آمد" not in reza.get(f"/tickets/{code}?canned=1").text
