"""POST /staff/bulk: what changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import HTMX, signed_in
from tests.desk import FINANCE, act, colleague, open_tickets, statuses
from tests.people import People
from tests.tickets import open_ticket, snapshot

from .test_bulk import bulk


@pytest.fixture
def chosen(app: Flask, people: People) -> list[str]:
    return open_tickets(app, people.reza, 3)


def test_what_one_may_not_see_is_not_changed(app: Flask, people: People, chosen: list[str]) -> None:
    nima = colleague(app, "nima", "نیما صدر", FINANCE)
    invoice = open_ticket(app, people.reza, department=FINANCE)
    before = snapshot(app)["events"]
    part = bulk(signed_in(app, nima), [*chosen, "00000000", "x"], HTMX, status="closed")
    assert (part.status_code, snapshot(app)["events"]) == (200, before)
    bulk(signed_in(app, nima), [*chosen, invoice], status="closed")
    assert statuses(app, [*chosen, invoice]) == [Status.OPEN] * 3 + [Status.CLOSED]


def test_a_form_that_asks_for_nothing_or_nonsense_changes_nothing(
    app: Flask, sara: FlaskClient, people: People, chosen: list[str]
) -> None:
    before = snapshot(app)
    wrong: list[dict[str, Any]] = [
        {"codes": [], "status": "closed"},
        {"codes": chosen},
        {"codes": chosen, "status": "", "assignee": ""},
        *({"codes": chosen, "status": value} for value in ("merged", "OPEN", "\x00")),
        *({"codes": chosen, "priority": value} for value in ("4", "urgent")),
        *({"codes": chosen, "department": value} for value in ("x", "0", "99", "9" * 30, "-1", "\x00")),
        *({"codes": chosen, "assignee": value} for value in ("reza", "nobody-at-all", "\x00")),
        {"codes": chosen, "status": "closed", "assignee": "mina"},
    ]
    answers = [act(sara, "bulk", headers, **form).status_code for form in wrong for headers in ({}, HTMX)]
    assert set(answers) == {422}
    assert act(sara, "bulk", codes=["\x00"], status="closed").status_code in (303, 400)
    assert snapshot(app) == before


def test_at_most_two_hundred_go_at_once(app: Flask, sara: FlaskClient, chosen: list[str]) -> None:
    bulk(sara, [*(f"{n:08}" for n in range(200)), *chosen], status="closed")
    assert statuses(app, chosen) == [Status.OPEN] * 3


def test_only_staff_may(client: FlaskClient, app: Flask, reza: FlaskClient, chosen: list[str]) -> None:
    assert bulk(reza, chosen, status="closed").status_code == 404
    assert bulk(client, chosen, status="closed").location.startswith("/login")
    assert bulk(client, chosen, HTMX, status="closed").status_code == 401
    assert sum(status is Status.OPEN for status in statuses(app, chosen)) == 3
