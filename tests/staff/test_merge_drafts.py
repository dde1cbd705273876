"""What people have typed under a ticket and not sent, when it becomes part of another one."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, form_fields
from tests.desk import act, post
from tests.people import People
from tests.tickets import open_ticket


@pytest.fixture
def two(app: Flask, people: People) -> SimpleNamespace:
    return SimpleNamespace(source=open_ticket(app, people.reza, "چاپگر"), target=open_ticket(app, people.reza, "برق"))


def typed(client: FlaskClient, page: str) -> tuple[str, str | None]:
    """The text in the composer of the ticket's page, and what kind of message it is to be."""
    fields = form_fields(document(client.get(page)), f"{page}/messages")
    return fields["body"].strip(), fields.get("kind")


def test_the_customers_draft_goes_along(reza: FlaskClient, sara: FlaskClient, two: SimpleNamespace) -> None:
    post(reza, f"/tickets/{two.source}/draft", body="نوشتهٔ نیمه‌کاره")
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert typed(reza, f"/tickets/{two.target}") == ("نوشتهٔ نیمه‌کاره", None)


def test_both_stay_where_there_are_two(reza: FlaskClient, sara: FlaskClient, two: SimpleNamespace) -> None:
    post(reza, f"/tickets/{two.source}/draft", body="یکم")
    post(reza, f"/tickets/{two.target}/draft", body="دوم")
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert typed(reza, f"/tickets/{two.target}")[0].splitlines() == ["دوم", "", "یکم"]


@pytest.mark.parametrize("kinds", [("note", "reply"), ("reply", "note"), ("note", "note")])
def test_a_note_among_them_never_becomes_a_reply(
    sara: FlaskClient, two: SimpleNamespace, kinds: tuple[str, str]
) -> None:
    act(sara, f"tickets/{two.source}/draft", body="یکم", kind=kinds[0])
    act(sara, f"tickets/{two.target}/draft", body="دوم", kind=kinds[1])
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert typed(sara, f"/staff/tickets/{two.target}")[1] == "note"
