"""Canned replies at the composer: the list, the text filled in, and what sending one also does."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import CannedReply, User
from hamyar_support.models.canned_reply import CannedText
from hamyar_support.models.words import Priority, Role, Status, utc_now
from tests.browsing import HTMX, csrf_token, document, form_fields, htmx
from tests.desk import FINANCE, act, colleague, given, signed_in
from tests.forms import value_of
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import department, events, found, open_ticket, reply, writing
from tests.together import at_once

TEXT = "سلام {نام مشتری}،\nدرخواست {کد درخواست} در {تاریخ} رسید.\n{نام پشتیبان}"


def keep(app: Flask, people: People, title: str = "خوش‌آمد", body: str = TEXT, *, used: int = 0, **more: Any) -> int:
    """Write a canned reply; gives its id."""
    with writing(app) as session:
        canned = CannedReply.create(CannedText(title, body, **more), session.get_one(User, people.admin.id))
        canned.used = used
        session.flush()
        return canned.id


def used(app: Flask, ident: int) -> int:
    with writing(app) as session:
        return session.get_one(CannedReply, ident).used


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


def test_sending_one_does_what_it_does_and_counts_it(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    acts = {"status": Status.CLOSED, "priority": Priority.LOW, "assigns_sender": True}
    ident = keep(app, people, **acts)
    act(sara, f"tickets/{code}/messages", body="سلام رضا", canned=ident)
    ticket = found(app, code)
    assert (ticket.status, ticket.priority, ticket.assignee_id) == (Status.CLOSED, Priority.LOW, people.sara.id)
    assert ticket.first_replied_at is not None
    assert ticket.messages[-1].body == "سلام رضا"
    assert [kind for kind, _old, _new in events(app, code)] == ["status", "assignee", "priority", "status"]
    assert used(app, ident) == 1


def test_htmx_gets_all_that_it_did(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people, status=Status.CLOSED)
    answer = act(sara, f"tickets/{code}/messages", body="سلام", canned=ident, headers=htmx("div#live"))
    assert (answer.status_code, "بسته شده" in answer.text) == (200, True)


def test_one_without_actions_only_counts(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people)
    act(sara, f"tickets/{code}/messages", body="سلام", canned=ident)
    assert (found(app, code).status, found(app, code).assignee_id, used(app, ident)) == (Status.ANSWERED, None, 1)


def test_one_that_does_not_fit_or_does_not_exist_does_nothing(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    ident = keep(app, people, department_id=department(app, FINANCE), status=Status.CLOSED)
    for wrong in (ident, "", "x", "0", "-1", "9" * 9, "9" * 30, "\x00", "۱"):
        answer = act(sara, f"tickets/{code}/messages", body="سلام", canned=wrong)
        assert answer.status_code == 303, wrong
    assert (found(app, code).status, used(app, ident)) == (Status.ANSWERED, 0)


def test_a_refused_message_does_nothing_yet(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    ident = keep(app, people, status=Status.CLOSED)
    answer = act(sara, f"tickets/{code}/messages", body="", canned=ident)
    assert (answer.status_code, found(app, code).status, used(app, ident)) == (422, Status.OPEN, 0)
    assert form_fields(document(answer), f"/staff/tickets/{code}/messages")["canned"] == str(ident)


def test_with_scripts_off_it_is_taken_into_the_composer_behind_the_draft(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    ident = keep(app, people, body="پاسخ آماده")
    page = sara.get(f"/staff/tickets/{code}?canned={ident}")
    assert value_of(page, "body") == "پاسخ آماده"
    assert form_fields(document(page), f"/staff/tickets/{code}/messages")["canned"] == str(ident)
    act(sara, f"tickets/{code}/draft", body="پیش‌نویس")
    assert value_of(sara.get(f"/staff/tickets/{code}?canned={ident}"), "body") == "پیش‌نویس\nپاسخ آماده"


def test_eight_agents_at_once_are_counted_as_eight(app: Flask, sara: FlaskClient, people: People) -> None:
    ident = keep(app, people)
    codes = [open_ticket(app, people.reza) for _ in range(8)]
    form = {"csrf_token": csrf_token(sara, "/no-such-page"), "body": "سلام", "canned": str(ident)}
    answers = at_once(sara, 8, lambda one: one.post(f"/staff/tickets/{codes.pop()}/messages", data=form, headers=HTMX))
    assert {answer.status_code for answer in answers} == {200}
    assert used(app, ident) == 8


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
