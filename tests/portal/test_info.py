"""GET /tickets/CODE/info: the info panel."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from hamyar_support.models.words import Priority, Status
from tests.browsing import HTMX, document, htmx, text_of
from tests.people import People
from tests.same import same
from tests.tickets import BODY, SUBJECT, TECHNICAL, move, open_ticket, ticket_of, writing

NOWHERE = "00000000"


def facts(response: object) -> dict[str, str]:
    panel = document(response).find(".//dl[@id='ticket-info']")  # type: ignore[arg-type]
    return {text_of(pair.find("dt")): text_of(pair.find("dd")) for pair in panel.iter("div")}


def test_it_tells_all_that_the_guide_promises(app: Flask, reza: FlaskClient, people: People) -> None:
    code = open_ticket(app, people.reza, priority=Priority.HIGH, at=datetime(2025, 11, 3, 11, 0, tzinfo=UTC))
    move(app, code, people.sara, Status.PENDING)
    told = facts(reza.get(f"/tickets/{code}/info"))
    assert list(told)[:6] == ["تاریخ ارسال", "کد درخواست", "وضعیت", "دپارتمان", "اولویت", "پشتیبان مسئول"]
    assert told["تاریخ ارسال"].startswith("۱۲ آبان ۱۴۰۴، ساعت ۱۴:۳۰")
    assert told["کد درخواست"].startswith(code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    assert (told["وضعیت"], told["دپارتمان"], told["اولویت"]) == ("در حال بررسی", TECHNICAL, "بالا")


def test_it_names_who_answers_for_the_ticket(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    with writing(app) as session:
        sara = session.get_one(User, people.sara.id)
        ticket_of(session, code).assign_to(sara, sara)
    assert facts(reza.get(f"/tickets/{code}/info"))["پشتیبان مسئول"] == people.sara.full_name


def test_the_code_is_copied_in_latin_digits(reza: FlaskClient, code: str) -> None:
    button = document(reza.get(f"/tickets/{code}/info")).find(".//button[@data-copy]")
    assert button.get("data-copy") == code


def test_the_ticket_page_holds_the_same_panel(reza: FlaskClient, code: str) -> None:
    assert facts(reza.get(f"/tickets/{code}")) == facts(reza.get(f"/tickets/{code}/info"))


def test_htmx_asking_for_the_panel_gets_it_alone(reza: FlaskClient, code: str) -> None:
    piece = reza.get(f"/tickets/{code}/info", headers=htmx("dl#ticket-info"))
    assert [e.get("id") for e in document(piece).find("body")] == ["ticket-info"]
    part = reza.get(f"/tickets/{code}/info", headers=HTMX)
    assert "<html" not in part.text
    assert SUBJECT in part.text
    assert BODY not in part.text


def test_a_stranger_gets_the_same_404_as_for_a_ticket_that_does_not_exist(mina: FlaskClient, code: str) -> None:
    answer, missing = mina.get(f"/tickets/{code}/info"), mina.get(f"/tickets/{NOWHERE}/info")
    assert answer.status_code == 404
    assert same(answer, code) == same(missing, NOWHERE)


def test_others_are_shown_elsewhere(client: FlaskClient, sara: FlaskClient, code: str) -> None:
    assert client.get(f"/tickets/{code}/info").location == f"/login?next=/tickets/{code}/info"
    assert client.get(f"/tickets/{code}/info", headers=HTMX).status_code == 401
    assert sara.get(f"/tickets/{code}/info").location == f"/staff/tickets/{code}"
