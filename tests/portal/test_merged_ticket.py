"""What a customer sends to a ticket that was merged is said where the conversation goes on."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.access import two_tickets_to_change
from hamyar_support.extensions import db
from hamyar_support.models import Ticket, User
from hamyar_support.models.merging import merge
from tests.browsing import csrf_token, htmx
from tests.people import People
from tests.tickets import open_ticket


def merged(app: Flask, people: People, code: str) -> str:
    """Merge the ticket `code` into another of رضا, whose code it gives."""
    into = open_ticket(app, people.reza, "همان چاپگر، بار دوم")
    with app.app_context():
        sara = db.session.get_one(User, people.sara.id)
        source, target = two_tickets_to_change(sara, code, into)
        assert target
        merge(source, target, sara)
        db.session.commit()
    return into


def test_the_old_ticket_leads_to_the_new_one(app: Flask, people: People, reza: FlaskClient, code: str) -> None:
    into = merged(app, people, code)
    assert f"/tickets/{into}" in reza.get(f"/tickets/{code}").get_data(as_text=True)


def test_a_reply_to_the_old_ticket_is_said_in_the_new_one(
    app: Flask, people: People, reza: FlaskClient, code: str
) -> None:
    into = merged(app, people, code)
    fields = {"body": "دیر رسیدم، ولی رسیدم", "csrf_token": csrf_token(reza, f"/tickets/{into}")}
    answer = reza.post(f"/tickets/{code}/messages", data=fields)
    assert (answer.status_code, answer.location) == (303, f"/tickets/{into}#latest")
    assert "دیر رسیدم" in reza.get(f"/tickets/{into}").get_data(as_text=True)


def test_htmx_is_sent_to_the_new_ticket(app: Flask, people: People, reza: FlaskClient, code: str) -> None:
    into = merged(app, people, code)
    fields = {"body": "سلام دوباره", "csrf_token": csrf_token(reza, f"/tickets/{into}")}
    answer = reza.post(f"/tickets/{code}/messages", data=fields, headers=htmx("div#live"))
    assert answer.headers["HX-Redirect"] == f"/tickets/{into}#latest"


def test_a_merged_ticket_is_not_opened_again(app: Flask, people: People, reza: FlaskClient, code: str) -> None:
    into = merged(app, people, code)
    reza.post(f"/tickets/{code}/status", data={"status": "open", "csrf_token": csrf_token(reza, f"/tickets/{into}")})
    with app.app_context():
        assert db.session.scalars(db.select(Ticket).where(Ticket.code == code)).one().is_closed
