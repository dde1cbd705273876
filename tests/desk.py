"""The desk in tests: colleagues of سارا, the queue as it was shown, the forms of a ticket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hamyar_support import security
from hamyar_support.models import Department, User
from hamyar_support.models.words import Role, Status

from . import multipart, tickets
from .browsing import csrf_token, document
from .people import PASSWORD, Person, email_of
from .tickets import writing

TICKET, FINANCE = re.compile(r"^/staff/tickets/(\d{8})(?:#|$)"), "امور مالی"
# The token of a session stays the same.
_tokens: WeakKeyDictionary[FlaskClient, str] = WeakKeyDictionary()


def colleague(
    app: Flask, username: str, full_name: str = "نیما صدر", *served: str, role: Role = Role.AGENT, mobile: str = ""
) -> Person:
    """Somebody of the desk (or by `role` another customer) who serves the departments named `served`, or all."""
    numbers = [tickets.department(app, name) for name in served]
    with writing(app) as session:
        password_hash = security.hash_password(PASSWORD)
        row = User.create(username, email_of(username), full_name, password_hash, role=role, mobile=mobile)
        row.departments = [session.get_one(Department, number) for number in numbers]
        session.flush()
        return Person(row.id, username, full_name, role)


@contextmanager
def shown(app: Flask) -> Iterator[dict[str, Any]]:
    """What the templates rendered within the block are given, the last one's last."""
    seen: dict[str, Any] = {}

    def note(_sender: Flask, template: Any, context: dict[str, Any], **_rest: Any) -> None:
        seen.update(context, template=template.name)

    with template_rendered.connected_to(note, app):
        yield seen


def given(client: FlaskClient, address: str, code: int = 200, /, **query: Any) -> dict[str, Any]:
    """What the template of the page at `address` is given, which is answered with the status `code`."""
    with shown(client.application) as context:
        response = client.get(address, query_string=query or None)
    assert response.status_code == code, response.status
    return context


def codes(response: TestResponse) -> list[str]:
    """The tickets that a page of the queue leads to, in their order."""
    links = (TICKET.match(a.get("href") or "") for a in document(response).find(".//*[@id='queue']").iter("a"))
    return list(dict.fromkeys(link[1] for link in links if link))


def queue(client: FlaskClient, **query: Any) -> list[str]:
    """The codes of the tickets in the queue, asked for `query` ("from_" stands for "from")."""
    response = client.get("/staff", query_string={name.rstrip("_"): value for name, value in query.items()})
    assert response.status_code == 200, response.status
    return codes(response)


def act(client: FlaskClient, path: str, headers: dict[str, str] | None = None, **data: Any) -> TestResponse:
    """Post `data` to `/staff/` + `path`, as one does who has opened a page of the desk before."""
    return post(client, f"/staff/{path}", headers, **data)


def post(client: FlaskClient, path: str, headers: dict[str, str] | None = None, **data: Any) -> TestResponse:
    """Post `data` to `path`; a list is a field sent several times, a (stream, name) a file."""
    token = _tokens.get(client) or csrf_token(client, "/no-such-page")
    _tokens[client] = token
    fields: MultiDict[str, Any] = MultiDict({"csrf_token": token})
    for name, value in data.items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return multipart.post(client, path, fields, headers)


def at_the_same_time(*requests: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers to `requests`, each made by a thread of its own, all starting together."""
    barrier = Barrier(len(requests))

    def run(request: Callable[[], TestResponse]) -> TestResponse:
        barrier.wait()
        return request()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(run, requests))


def assign(app: Flask, code: str, agent: Person | None, by: Person) -> None:
    with writing(app) as session:
        wanted = session.get_one(User, agent.id) if agent else None
        tickets.ticket_of(session, code).assign_to(wanted, session.get_one(User, by.id))


def open_tickets(app: Flask, by: Person, number: int, **more: Any) -> list[str]:
    return [tickets.open_ticket(app, by, f"درخواست {n}", **more) for n in range(number)]


def statuses(app: Flask, wanted: list[str]) -> list[Status]:
    return [tickets.found(app, code).status for code in wanted]
