"""POST /staff/tickets/CODE/merge: what cannot become one, and who may not make it so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, htmx, signed_in, text_of
from tests.desk import FINANCE, act, assign, colleague
from tests.people import People
from tests.tickets import found, open_ticket, snapshot

TOAST = 'class="toast" data-kind="error"'


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
        assert (answer.status_code, TOAST in answer.text) == (422, True), into
    assert snapshot(app) == before


@pytest.mark.parametrize("headers", [{}, htmx("main#main")], ids=["plain", "htmx"])
def test_the_reason_stands_beside_the_code_that_was_typed(
    app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace, headers: dict[str, str]
) -> None:
    stranger = open_ticket(app, people.mina)
    act(sara, f"tickets/{two.source}/draft", body="نیمه‌کاره")
    answer = act(sara, f"tickets/{two.source}/merge", headers=headers, into=stranger)
    assert answer.headers.get("HX-Push-Url") == ("false" if headers else None)
    page = document(answer)
    field = page.find(".//input[@id='merge-into']")
    assert (answer.status_code, field.get("value"), field.get("aria-invalid")) == (422, stranger, "true")
    assert "یک مشتری" in text_of(page.find(f".//*[@id='{field.get('aria-describedby')}']"))
    assert page.find(".//details[@class='merge']").get("open") is not None
    assert text_of(page.find(".//textarea[@name='body']")) == "نیمه‌کاره"
    shown = document(sara.get(f"/staff/tickets/{two.source}")).find(".//input[@id='merge-into']")
    assert (shown.get("value"), shown.get("aria-invalid")) == (None, None)


def test_what_one_may_not_see_cannot_be_merged(app: Flask, people: People, two: SimpleNamespace) -> None:
    nima_row = colleague(app, "nima", "نیما صدر", FINANCE)
    nima, invoice = signed_in(app, nima_row), open_ticket(app, people.reza, department=FINANCE)
    before = snapshot(app)["messages"]
    assert act(nima, f"tickets/{two.source}/merge", into=invoice).status_code == 404
    assert act(nima, f"tickets/{invoice}/merge", into=two.source).status_code == 422
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
