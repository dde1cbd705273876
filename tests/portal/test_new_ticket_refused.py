"""POST /tickets/new refused: the page comes back with all that was typed, and with what is wrong."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Message, Ticket
from tests.browsing import HTMX, browser_document, htmx, send, submit, text_of
from tests.forms import errors, value_of
from tests.hostile import HOSTILE, LIVE
from tests.tickets import count, department, found

from .test_new_ticket import TYPED, sent_code


@pytest.fixture
def technical(app: Flask) -> str:
    return str(department(app))


def test_what_was_typed_stays_as_text(reza: FlaskClient) -> None:
    for text in HOSTILE:
        refused = submit(reza, "/tickets/new", {"subject": text, "body": f"{text}\n\n{text}", "department": ""})
        assert (value_of(refused, "subject"), value_of(refused, "body")) == (text, f"{text}\n\n{text}")


def test_nothing_typed_comes_alive_anywhere(app: Flask, reza: FlaskClient, technical: str) -> None:
    for text in HOSTILE:
        code = sent_code(submit(reza, "/tickets/new", {"subject": text, "body": text, "department": technical}))
        assert found(app, code).subject == text
        page = reza.get(f"/tickets/{code}")
        # Nothing was evaluated and nothing was escaped twice: parsed, the page says what was typed.
        assert text_of(browser_document(page).find(".//h1")) == text
        everywhere = page.text + reza.get(f"/tickets/{code}/info").text
        assert [part for part in LIVE if part in everywhere] == []
    everywhere = reza.get("/tickets").text + reza.get("/panel").text
    assert [part for part in LIVE if part in everywhere] == []


def test_the_chosen_department_and_priority_stay_too(reza: FlaskClient, technical: str) -> None:
    page = browser_document(submit(reza, "/tickets/new", {"department": technical, "priority": "low", "subject": "x"}))
    assert page.find(".//option[@selected]").get("value") == technical
    assert page.find(".//input[@name='priority'][@checked]").get("value") == "low"


def test_several_errors_are_summed_up_with_a_way_to_each(reza: FlaskClient) -> None:
    page = browser_document(submit(reza, "/tickets/new", {"department": "", "priority": "x"}))
    summary = next(e for e in page.iter() if "error-summary" in e.get("class", "").split())
    ids = {e.get("id") for e in page.iter() if e.get("id")}
    targets = [a.get("href").removeprefix("#") for a in summary.iter("a")]
    assert len(targets) == 4
    assert set(targets) <= ids


def test_staff_and_strangers_open_nothing(app: Flask, client: FlaskClient, sara: FlaskClient, technical: str) -> None:
    assert sara.get("/tickets/new").location == "/staff"
    assert send(sara, "/tickets/new", {**TYPED, "department": technical}).status_code == 404
    assert client.get("/tickets/new").location == "/login?next=/tickets/new"
    signed_out = send(client, "/tickets/new", TYPED)
    assert signed_out.status_code == 401
    assert {TYPED["subject"], TYPED["body"]} <= {part.text for part in browser_document(signed_out).iter("div")}
    assert send(client, "/tickets/new", TYPED, HTMX).status_code == 401
    assert count(app, Ticket) == count(app, Message) == 0


def test_htmx_gets_the_form_without_the_page_and_again_with_its_errors(reza: FlaskClient, technical: str) -> None:
    assert "<html" not in reza.get("/tickets/new", headers=HTMX).text
    response = submit(reza, "/tickets/new", {**TYPED, "department": ""}, headers=htmx("main#main"))
    assert response.status_code == 422
    assert "<html" not in response.text
    assert list(errors(response)) == ["department"]
    piece = submit(reza, "/tickets/new", {**TYPED, "department": ""}, headers=htmx("form#ticket-form"))
    assert browser_document(piece).find("body")[0].get("id") == "ticket-form"


def test_by_htmx_one_is_led_to_the_ticket(reza: FlaskClient, technical: str) -> None:
    response = submit(reza, "/tickets/new", {**TYPED, "department": technical}, headers=htmx("main#main"))
    page = reza.get(f"/tickets/{sent_code(response)}", headers=htmx("main#main")).text
    assert TYPED["subject"] in page
    assert "درخواست شما ارسال شد" in page


def test_a_refused_form_keeps_its_id(app: Flask, reza: FlaskClient, technical: str) -> None:
    refused = submit(reza, "/tickets/new", {**TYPED, "department": ""})
    form_id = value_of(refused, "form_id")
    sent = {**TYPED, "department": technical, "form_id": form_id}
    assert sent_code(send(reza, "/tickets/new", sent)) == sent_code(send(reza, "/tickets/new", sent))
    assert count(app, Ticket) == 1
