"""What the tests of the staff's side share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Priority
from tests.administration import done
from tests.browsing import signed_in
from tests.desk import FINANCE, act, colleague
from tests.drafts import Side
from tests.people import People
from tests.questions import ACCOUNT, FILES, ONE, THREE, TWO, ask
from tests.tickets import found, open_ticket, reply

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def admin(app: Flask, people: People) -> FlaskClient:
    """The browser of the admin, signed in."""
    return signed_in(app, people.admin)


@pytest.fixture
def faq(app: Flask, admin: FlaskClient) -> None:
    """Two categories of questions that the site shows."""
    for name in (ACCOUNT, FILES):
        done(admin, "faq/categories", name=name)
    for question, category in ((ONE, ACCOUNT), (TWO, ACCOUNT), (THREE, FILES)):
        ask(app, question, category=category)


@pytest.fixture
def hands(app: Flask, people: People) -> list[FlaskClient]:
    """The browsers of two agents and of the admin, each with its token at hand."""
    found = [signed_in(app, person) for person in (people.sara, people.admin, colleague(app, "nima"))]
    for client in found:
        act(client, "bulk/undo")
    return found


@pytest.fixture
def merged(app: Flask, people: People, sara: FlaskClient) -> SimpleNamespace:
    """Two that were merged: the one with a file and a note waited since noon, the other had been answered."""
    source = open_ticket(app, people.reza, "چاپگر", "چاپ نمی‌شود", files={"فهرست.csv": b"a,b\n1,2\n"}, at=NOON)
    reply(app, source, people.sara, "بدحساب", kind=MessageKind.NOTE)
    target = open_ticket(app, people.reza, "برق", "برق رفت", at=NOON + timedelta(hours=1))
    reply(app, target, people.sara, "کابل را ببینید")
    act(sara, f"tickets/{source}/merge", into=target)
    return SimpleNamespace(source=source, target=target)


@pytest.fixture
def digression(app: Flask, people: People) -> SimpleNamespace:
    """A conversation in which the customer brings up something else, with a file."""
    code = open_ticket(app, people.reza, priority=Priority.HIGH, department=FINANCE, at=NOON)
    answer = reply(app, code, people.sara, "رسیدگی می‌کنیم")
    note = reply(app, code, people.sara, "بدحساب", kind=MessageKind.NOTE)
    files = {"فهرست.csv": b"a,b\n1,2\n"}
    other = reply(app, code, people.reza, "ضمناً برق هم رفت", files=files, at=NOON + timedelta(days=1))
    first = found(app, code).messages[0].id
    return SimpleNamespace(code=code, first=first, answer=answer, note=note, other=other)


@pytest.fixture(params=["customer", "staff"])
def side(request: pytest.FixtureRequest, app: Flask, people: People, code: str) -> Side:
    person, page = (
        (people.reza, f"/tickets/{code}") if request.param == "customer" else (people.sara, f"/staff/tickets/{code}")
    )
    return Side(app, person, signed_in(app, person), page)
