"""GET and POST /tickets/new."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Department
from hamyar_support.models.words import Priority, Role, Status, utc_now
from tests.browsing import document, submit, text_of
from tests.forms import errors
from tests.people import People
from tests.tickets import TECHNICAL, department, events, found, snapshot, user, writing

TYPED = {"subject": "قطعی سامانه", "body": "از ساعت ۹ صبح\nهیچ صفحه‌ای باز نمی‌شود.", "priority": "high"}
WRONG = (
    ("department", ""),
    ("department", "999"),
    ("department", "-1"),
    ("department", "9" * 40),
    ("department", "' OR 1=1"),
    ("subject", ""),
    ("subject", " \u200c\u200f\u202e "),
    ("subject", "x" * 201),
    ("body", ""),
    ("body", "\n \u200c\n"),
    ("body", "x" * 50_001),
    ("priority", "urgent"),
    ("priority", "\x00"),
)


@pytest.fixture(autouse=True)
def technical(app: Flask) -> str:
    """The id of the department, as the form sends it."""
    return str(department(app))


def sent_code(response: Any) -> str:
    assert response.status_code == 303, response.status_code
    return str(response.location).removeprefix("/tickets/")


def test_the_form_has_the_fields_of_the_guide(reza: FlaskClient) -> None:
    page = document(reza.get("/tickets/new"))
    form = page.find(".//form[@id='ticket-form']")
    labels = [text_of(e) for e in form.iter() if "field-label" in e.get("class", "").split()]
    assert [label.removesuffix(" *") for label in labels] == ["دپارتمان", "موضوع", "پیام", "اولویت", "ضمیمه"]
    options = {option.text: option.get("value") for option in form.iter("option")}
    assert TECHNICAL in options
    segments = [e.findtext("span") for e in form.iter("label") if e.find("input[@type='radio']") is not None]
    assert segments == ["پایین", "متوسط", "بالا"]
    assert form.find(".//button[@type='submit']//span").text == "ارسال"


def test_a_request_is_opened_as_it_was_typed(app: Flask, reza: FlaskClient, people: People, technical: str) -> None:
    code = sent_code(submit(reza, "/tickets/new", {**TYPED, "department": technical}))
    ticket = found(app, code)
    assert len(code) == 8
    assert code.isdecimal()
    assert (ticket.subject, ticket.priority, ticket.status) == (TYPED["subject"], Priority.HIGH, Status.OPEN)
    assert (ticket.customer.id, ticket.department.name) == (people.reza.id, TECHNICAL)
    assert [(m.author_id, m.body) for m in ticket.messages] == [(people.reza.id, TYPED["body"])]
    assert ticket.waiting_since == ticket.created_at
    assert events(app, code) == []
    page = reza.get(f"/tickets/{code}")
    assert "درخواست شما ارسال شد" in page.text


def test_priority_is_medium_unless_chosen(app: Flask, reza: FlaskClient, technical: str) -> None:
    response = submit(reza, "/tickets/new", {"subject": "س", "body": "پ", "department": technical})
    assert found(app, sent_code(response)).priority is Priority.MEDIUM


def test_nobody_opens_a_request_for_another(app: Flask, reza: FlaskClient, people: People, technical: str) -> None:
    forged = {"customer": "mina", "customer_id": people.mina.id, "status": "closed", "code": "1", "internal": "1"}
    forged |= {"assignee_id": people.sara.id, "created_at": "2020-01-01", "id": "7", "role": "admin", "kind": "note"}
    code = sent_code(submit(reza, "/tickets/new", {**TYPED, **forged, "department": technical}))
    ticket = found(app, code)
    assert (ticket.customer.id, ticket.status, ticket.assignee) == (people.reza.id, Status.OPEN, None)
    assert code != "1"
    assert not ticket.messages[0].is_note
    assert user(app, "reza").role is Role.CUSTOMER


def test_a_wrong_value_is_refused_beside_its_field(app: Flask, reza: FlaskClient, technical: str) -> None:
    before = snapshot(app)
    for field, typed in WRONG:
        response = submit(reza, "/tickets/new", {**TYPED, "department": technical, field: typed})
        assert (response.status_code, list(errors(response))) == (422, [field]), typed
    assert snapshot(app) == before


def test_a_department_no_longer_in_use_is_not_offered_and_not_taken(app: Flask, reza: FlaskClient) -> None:
    retired = department(app, "بایگانی")
    with writing(app) as session:
        session.get_one(Department, retired).retired_at = utc_now()
    assert "بایگانی" not in reza.get("/tickets/new").text
    assert submit(reza, "/tickets/new", {**TYPED, "department": str(retired)}).status_code == 422
