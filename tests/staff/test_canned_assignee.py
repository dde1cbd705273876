"""Canned replies that hand the request over when they are sent."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import CannedReply
from tests.administration import done, texts
from tests.browsing import document
from tests.canned import keep
from tests.desk import act, colleague
from tests.forms import errors
from tests.people import People, Person
from tests.tickets import found, user, writing

TEXT = {"title": "به مالی سپرده شد", "body": "همکارم پیگیری می‌کند."}


@pytest.fixture
def nima(app: Flask) -> Person:
    return colleague(app, "nima", "نیما صدر")


def kept(app: Flask) -> CannedReply:
    with writing(app) as session:
        return session.scalars(select(CannedReply)).one()


def chosen(client: FlaskClient, ident: int) -> str:
    page = document(client.get(f"/staff/replies/{ident}"))
    (option,) = page.findall(".//select[@name='assignee']/option[@selected]")
    return "".join(option.itertext())


def test_one_can_be_for_a_colleague_for_the_sender_or_for_nobody_in_particular(
    app: Flask, admin: FlaskClient, nima: Person
) -> None:
    done(admin, "replies/new", **TEXT, assignee=str(nima.id))
    ident = kept(app).id
    assert (kept(app).assignee_id, kept(app).assigns_sender, chosen(admin, ident)) == (nima.id, False, "نیما صدر")
    done(admin, f"replies/{ident}", **TEXT, assignee="sender")
    assert (kept(app).assignee_id, kept(app).assigns_sender) == (None, True)
    done(admin, f"replies/{ident}", **TEXT, assignee="")
    assert (kept(app).assignee_id, kept(app).assigns_sender, chosen(admin, ident)) == (None, False, "بدون تغییر")


def test_only_staff_can_be_chosen(app: Flask, admin: FlaskClient, people: People) -> None:
    for wrong in (str(people.reza.id), "nima", "0", "-1", "9" * 30, "\x00"):
        answer = act(admin, "replies/new", **TEXT, assignee=wrong)
        assert (answer.status_code, [*errors(answer)]) == (422, ["assignee"]), wrong


def test_sending_it_hands_the_request_over(
    app: Flask, sara: FlaskClient, people: People, code: str, nima: Person
) -> None:
    ident = keep(app, people, assignee_id=nima.id)
    offered = texts(sara.get(f"/staff/tickets/{code}/canned"), "canned-list", "canned-effects")
    assert offered == ["به نیما صدر سپرده می‌شود"]
    act(sara, f"tickets/{code}/messages", body="سلام", canned=ident)
    assert found(app, code).assignee_id == nima.id


def test_somebody_who_has_left_is_given_nothing_and_can_be_replaced(
    app: Flask, sara: FlaskClient, admin: FlaskClient, people: People, code: str, nima: Person
) -> None:
    ident = keep(app, people, assignee_id=nima.id)
    with writing(app) as session:
        session.get_one(type(user(app, "nima")), nima.id).disable(
            session.get_one(type(user(app, "admin")), people.admin.id)
        )
    act(sara, f"tickets/{code}/messages", body="سلام", canned=ident)
    assert found(app, code).assignee_id is None
    assert chosen(admin, ident) == "نیما صدر"
