"""Somebody else's ticket, file or draft, asked for by its number.

FreeScout CVE-2026-40591 and GHSA-wqq7, -v8vc, -3w38 (search, merge, notes without rights), Zammad CVE-2020-10100 and
CVE-2026-34722 (another company's tickets, links), Chatwoot's filters, RT CVE-2023-45024, libredesk's deleting of notes.
Who gets what of every address: test_matrix.py. Here: the answers to a stranger are those for what does not exist.
"""

from __future__ import annotations

import sys
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models.words import MessageKind
from hamyar_support.persian import to_persian_digits
from tests import routes
from tests.browsing import HTMX, signed_in
from tests.desk import FINANCE, act, colleague, post, queue
from tests.files import csv
from tests.people import People
from tests.same import same
from tests.tickets import attachment_ids, found, open_ticket, reply, snapshot

NOTHING, NO_FILE = "00000000", "AAAAAAAAAAAAAAAAAAAAAA"
WORD = "زعفران"


@pytest.fixture
def private(app: Flask, people: People) -> tuple[str, str]:
    """A ticket of رضا with a file and a note, and the id of the file."""
    code = open_ticket(app, people.reza, f"سفارش {WORD}", files={"فهرست.csv": csv()})
    reply(app, code, people.sara, "بدحساب", kind=MessageKind.NOTE)
    return code, attachment_ids(app, code)[0]


def spellings(word: str) -> tuple[str, ...]:
    """As a page repeats what was looked for: as it is, in Persian digits, in addresses."""
    return word, to_persian_digits(word), quote(word)


def length(response: TestResponse) -> int:
    return len(response.data)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", ["mina", "kian"])
def test_a_stranger_is_answered_as_if_it_did_not_exist(
    app: Flask, mina: FlaskClient, private: tuple[str, str], name: str, headers: dict[str, str]
) -> None:
    code, ident = private
    client = mina if name == "mina" else signed_in(app, colleague(app, "kian", "کیان", FINANCE))
    post(client, "/language", locale="fa")
    before, asked = snapshot(app), 0
    typed = {"status": "closed", "body": "x", "department": "1", "priority": "high", "assignee": "sara", "into": code}
    for method in routes.METHODS:
        for rule in routes.rules(app, method):
            if not rule.arguments & {"code", "ident"} or rule.endpoint == "static":
                continue
            there = routes.address(rule, code=code, ident=ident)
            missing = routes.address(rule, code=NOTHING, ident=NO_FILE)
            if there == missing:
                continue
            for verb in ("GET", "HEAD") if method == "GET" else ("POST",):
                ask = client.open if verb != "POST" else lambda path, **_more: post(client, path, headers, **typed)
                real = ask(there, method=verb, headers=headers, follow_redirects=False)
                none = ask(missing, method=verb, headers=headers, follow_redirects=False)
                assert same(real, code, ident) == same(none, NOTHING, NO_FILE), f"{verb} {there}"
                assert length(real) - length(none) in (0, len(ident) - len(NO_FILE)), f"{verb} {there}"
                asked += 1
    assert asked > 15
    assert snapshot(app) == before


def test_a_search_does_not_even_count_it(
    app: Flask, mina: FlaskClient, private: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page of the queue says how old it is.
    monkeypatch.setattr(sys.modules["hamyar_support.staff.queue"], "time", lambda: 1_789_123_456)
    code, _ident = private
    kian = signed_in(app, colleague(app, "kian", "کیان", FINANCE))
    for word, other in ((WORD, "بادمجان"), (code, NOTHING), ("بدحساب", "بدقولی")):
        for client, path in ((mina, "/tickets"), (kian, "/staff")):
            real, none = client.get(path, query_string={"q": word}), client.get(path, query_string={"q": other})
            assert same(real, *spellings(word)) == same(none, *spellings(other))
    assert queue(kian, view="all") == []
    assert "1" not in [row[6] for row in _totals(kian)]


def test_what_is_not_seen_is_not_merged_nor_changed_in_bulk(
    app: Flask, people: People, private: tuple[str, str]
) -> None:
    code, _ident = private
    kian = signed_in(app, colleague(app, "kian", "کیان", FINANCE))
    own = open_ticket(app, people.reza, department=FINANCE)
    told = []
    for into in (code, NOTHING):
        response = act(kian, f"tickets/{own}/merge", into=into)
        assert response.status_code == 422
        told.append(same(response, *spellings(into)))
    assert told[0] == told[1]
    assert act(kian, f"tickets/{code}/merge", into=own).status_code == 404
    act(kian, "bulk", codes=[code, NOTHING], status="closed")
    assert [found(app, each).status.value for each in (code, own)] == ["open", "open"]
    assert found(app, own).merged_into_id is None


def _totals(client: FlaskClient) -> list[list[str]]:
    lines = client.get("/staff/reports.csv").text.splitlines()
    return [line.split(",") for line in lines if line.startswith("مجموع")]
