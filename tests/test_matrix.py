"""Every route asked by everyone: what tests/matrix.py says of each is so, and it says something of each."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from hamyar_support.models import CannedReply, Department, FaqEntry, LoginSession, Mail, SavedView, User
from hamyar_support.models.canned_reply import CannedText
from hamyar_support.models.words import Role, utc_now

from .browsing import HTMX, signed_in
from .desk import FINANCE, assign, colleague, post, queue
from .matrix import PEOPLE, address, gets, lines
from .people import People, Person
from .questions import ask
from .tickets import attachment_ids, open_ticket, snapshot, writing

# The views that judge their form before they look for the ticket are sent a good one.
FORMS = {"staff.assignee": {"assignee": "sara"}, "staff.priority": {"priority": "high"}}
FORMS["staff.bulk"] = {"codes": "00000000", "status": "closed"}


@pytest.fixture
def places(app: Flask, people: People) -> dict[str, object]:
    """The variables of addresses: `ident` stands for another row in each part of the site."""
    code = open_ticket(app, people.reza, files={"فهرست.csv": b"a,b\n1,2\n"})
    ask(app, "رمزم را چگونه عوض کنم؟")
    (ident,) = attachment_ids(app, code)
    with writing(app) as session:
        canned = CannedReply.create(CannedText("سلام", "سلام"), session.get_one(User, people.admin.id))
        view = SavedView(owner_id=people.sara.id, name="همه", query="view=all", shared=True)
        mail = Mail.queue("reza@example.com", "خبر", "سلام", "example.com")
        session.add(view)
        session.flush()
        rows = {"attachments": ident, "canned": canned.id, "replies": canned.id, "views": view.id, "mail": mail.id}
        rows["people"] = people.mina.id
        rows["departments"] = session.scalars(select(Department.id)).first()
        LoginSession.start(session.get_one(User, people.reza.id), "", "")
        session.flush()
        rows["sessions"] = session.scalars(select(LoginSession.id)).one()
        entry = session.scalars(select(FaqEntry)).one()
        return {
            **rows,
            "faq": entry.id,
            "categories": entry.category_id,
            "code": code,
            "filename": "css/base.css",
            "token": "x",
        }


@pytest.fixture
def kian(app: Flask) -> Person:
    return colleague(app, "kian", "کیان", FINANCE)


def answer(client: FlaskClient, method: str, path: str, endpoint: str, headers: dict[str, str]) -> TestResponse:
    if method == "GET":
        return client.get(path, headers=headers, buffered=True)
    return post(client, path, headers, **FORMS.get(endpoint, {}))


def client_of(app: Flask, people: People, name: str, kian: Person) -> FlaskClient:
    if name == "nobody":
        return app.test_client()
    if name == "disabled":
        return disabled(app)
    return signed_in(app, kian if name == "kian" else getattr(people, name))


def disabled(app: Flask) -> FlaskClient:
    """The browser of an admin who was signed in, and was disabled meanwhile."""
    person = colleague(app, "omid", "امید", role=Role.ADMIN)
    client = signed_in(app, person)
    assert client.get("/staff/people").status_code == 200
    with writing(app) as session:
        session.get_one(User, person.id).disabled_at = utc_now()
    return client


def test_every_route_has_a_line(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(lines())


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", PEOPLE)
def test_each_gets_what_the_table_says(
    app: Flask, people: People, places: dict[str, object], kian: Person, name: str, headers: dict[str, str]
) -> None:
    client = client_of(app, people, name, kian)
    found = {line: gets(answer(client, line[1], address(app, *line, places), line[0], headers)) for line in lines()}
    assert found == {line: row[name] for line, row in lines().items()}


@pytest.mark.parametrize("name", PEOPLE)
def test_looking_changes_nothing(
    app: Flask, people: People, places: dict[str, object], kian: Person, name: str
) -> None:
    client = client_of(app, people, name, kian)
    before = snapshot(app)
    for endpoint, method in lines():
        if method == "GET":
            path = address(app, endpoint, method, places)
            for headers in ({}, HTMX):
                client.get(path, headers=headers, buffered=True)
            client.head(path, buffered=True)
        else:
            client.get(address(app, endpoint, method, places))
    assert snapshot(app) == before


def test_what_is_assigned_to_an_agent_is_theirs_like_that_of_their_departments(
    app: Flask, people: People, places: dict[str, object], kian: Person
) -> None:
    code, browser = str(places["code"]), signed_in(app, kian)
    assert queue(browser, view="all") == []
    assign(app, code, kian, people.sara)
    assert queue(browser, view="all") == [code]
    for line, row in lines().items():
        if (row["kian"], row["sara"], row["admin"]) == ("none", "yes", "yes") and line[0] != "staff.assignee":
            assert gets(answer(browser, line[1], address(app, *line, places), line[0], {})) == "yes", line
