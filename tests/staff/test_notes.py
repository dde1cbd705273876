"""A note never reaches a customer: not in a page, a fragment, a poll, a count, a search, a version or a file."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import MessageKind
from tests.browsing import HTMX, htmx, send
from tests.people import People
from tests.same import same
from tests.tickets import attachment_ids, found, reply

SECRET, FILE = "مشتری بدحساب", "محرمانه.csv"
QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"q": "بدحساب"},
    {"q": "محرمانه"},
    {"before": 2**31 - 1},
    {"status": "open"},
    {"since": 0, "after": 0, "after_event": 0},
)
TARGETS = ("div#live", "div#older", "div#ticket-list", "dl#ticket-info", "form#composer", "form#ticket-form")


@pytest.fixture
def thread(app: Flask, people: People, code: str) -> SimpleNamespace:
    """A ticket with a reply and a file that the customer may see, and nothing else yet."""
    reply(app, code, people.sara, "رسیدگی می‌کنیم", files={"راهنما.csv": b"a,b\n1,2\n"})
    return SimpleNamespace(code=code, seen=attachment_ids(app, code))


def write_note(app: Flask, people: People, code: str) -> list[str]:
    """Add the note; gives the ids of all files of the ticket."""
    reply(app, code, people.sara, SECRET, kind=MessageKind.NOTE, files={FILE: b"a,b\n3,4\n"})
    return attachment_ids(app, code)


def addresses(app: Flask, code: str, files: list[str]) -> Iterator[str]:
    """Every address that a customer can get, from the map of the site; a new variable in one must be named here."""
    fill = {"code": [code], "ident": files, "filename": ["css/base.css"], "token": ["x"]}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("static"):
            assert rule.endpoint.startswith("staff.") or rule.arguments <= fill.keys(), rule
            if rule.endpoint.startswith("staff."):
                continue
            for values in (
                [{}] if not rule.arguments else ({name: value} for name in rule.arguments for value in fill[name])
            ):
                with app.test_request_context():
                    yield app.url_map.bind("localhost").build(rule.endpoint, values)


def answers(client: FlaskClient, paths: list[str]) -> Iterator[tuple[str, TestResponse]]:
    parts: list[tuple[dict[str, Any], dict[str, str]]] = [(query, {}) for query in QUERIES]
    parts += [(query, HTMX) for query in (QUERIES[0], QUERIES[-1])]
    parts += [(QUERIES[0], htmx(target)) for target in TARGETS]
    for path in paths:
        for query, headers in parts if "ticket" in path else parts[:2]:
            response = client.get(path, query_string=query, headers=headers)
            yield f"{path} {query} {headers.get('HX-Target', bool(headers))}", response


def test_no_address_of_the_customers_side_tells_of_it(
    app: Flask, reza: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    paths = list(addresses(app, thread.code, thread.seen))
    assert len(paths) > 12
    before = {name: same(answer) for name, answer in answers(reza, paths)}
    write_note(app, people, thread.code)
    after = {name: same(answer) for name, answer in answers(reza, paths)}
    assert [name for name in before if before[name] != after[name]] == []
    told = [
        name for name, (_status, _headers, text) in after.items() if any(w in text for w in (SECRET, FILE, "data-note"))
    ]
    assert told == []


def test_its_file_is_staffs_alone(
    app: Flask, reza: FlaskClient, mina: FlaskClient, sara: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    (ident,) = set(write_note(app, people, thread.code)) - set(thread.seen)
    assert sara.get(f"/attachments/{ident}").data == b"a,b\n3,4\n"
    missing = reza.get("/attachments/no-such-file")
    for client in (reza, mina):
        for headers in ({}, HTMX, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
            assert same(client.get(f"/attachments/{ident}", headers=headers), ident)[0] == 404
    assert same(reza.get(f"/attachments/{ident}"), ident) == same(missing, "no-such-file")


def test_versions_and_times_of_the_customer_stay(app: Flask, people: People, thread: SimpleNamespace) -> None:
    before = found(app, thread.code)
    write_note(app, people, thread.code)
    after = found(app, thread.code)
    for name in ("public_version", "changed_at", "status", "waiting_key", "first_replied_at", "closed_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.customer.ticket_changes == before.customer.ticket_changes
    assert after.version == before.version + 1


def test_what_the_customers_own_writing_is_answered_with_holds_none(
    app: Flask, reza: FlaskClient, people: People, thread: SimpleNamespace
) -> None:
    write_note(app, people, thread.code)
    seen = {"since": 0, "after": 0, "after_event": 0}
    for path, data in (("messages", {"body": "سلام"}), ("messages", {"body": ""}), ("status", {"status": "closed"})):
        for headers in ({}, htmx("div#live"), htmx("form#composer")):
            answer = send(reza, f"/tickets/{thread.code}/{path}", {**data, **seen}, headers)
            assert answer.status_code in (200, 303, 422)
            assert [word for word in (SECRET, FILE, "data-note") if word in answer.text] == []
