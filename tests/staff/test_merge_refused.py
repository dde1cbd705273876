"""POST /staff/tickets/CODE/merge: what cannot become one, and who may not make it so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import signed_in
from tests.desk import FINANCE, act, assign, colleague
from tests.people import People
from tests.tickets import found, open_ticket, snapshot


@pytest.fixture
def two(app: Flask, people: People) -> SimpleNamespace:
    """Two requests of رضا that could become one."""
    return SimpleNamespace(source=open_ticket(app, people.reza), target=open_ticket(app, people.reza))


def test_what_cannot_be_merged_is_refused_and_said(
    app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace
) -> None:
    stranger, third, fourth = (open_ticket(app, person) for person in (people.mina, people.reza, people.reza))
    act(sara, f"tickets/{third}/merge", into=fourth)
    before = snapshot(app)
    persian = two.source.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for source, into in (
        (two.source, stranger),  # of another customer
        (two.source, two.source),
        (two.source, persian),
        (two.source, third),  # part of another already
        (third, two.source),
        (fourth, two.target),  # has a part itself
        (two.source, "00000000"),
        (two.source, ""),
        (two.source, "x" * 5000),
    ):
        answer = act(sara, f"tickets/{source}/merge", into=into)
        assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{source}"), into
    assert snapshot(app) == before


def test_what_one_may_not_see_cannot_be_merged(app: Flask, people: People, two: SimpleNamespace) -> None:
    nima_row = colleague(app, "nima", "نیما صدر", FINANCE)
    nima, invoice = signed_in(app, nima_row), open_ticket(app, people.reza, department=FINANCE)
    before = snapshot(app)["messages"]
    assert act(nima, f"tickets/{two.source}/merge", into=invoice).status_code == 404
    assert act(nima, f"tickets/{invoice}/merge", into=two.source).location == f"/staff/tickets/{invoice}"
    assert snapshot(app)["messages"] == before
    assign(app, two.source, nima_row, people.sara)
    assert act(nima, f"tickets/{invoice}/merge", into=two.source).location == f"/staff/tickets/{two.source}"


def test_customers_and_the_signed_out_may_not(
    client: FlaskClient, reza: FlaskClient, app: Flask, two: SimpleNamespace
) -> None:
    assert act(reza, f"tickets/{two.source}/merge", into=two.target).status_code == 404
    assert act(client, f"tickets/{two.source}/merge", into=two.target).location.startswith("/login")
    assert len(found(app, two.source).messages) == 1


def test_the_code_may_be_typed_in_persian_with_space_around(
    app: Flask, sara: FlaskClient, two: SimpleNamespace
) -> None:
    persian = two.target.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    answer = act(sara, f"tickets/{two.source}/merge", into=f"  {persian} ")
    assert answer.location == f"/staff/tickets/{two.target}"
