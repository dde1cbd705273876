"""GET /staff?since: the poll of the queue."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import htmx
from tests.desk import assign, given
from tests.people import People
from tests.tickets import move, open_ticket, reply


def test_the_poll_finds_nothing_until_something_changes(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    def poll(version: str) -> int:
        return sara.get("/staff", query_string={"since": version}, headers=htmx("div#queue")).status_code

    for change in (
        lambda: open_ticket(app, people.mina),
        lambda: reply(app, code, people.reza, "هنوز خراب است"),
        lambda: reply(app, code, people.sara, "بدحساب است", kind=MessageKind.NOTE),
        lambda: move(app, code, people.sara, Status.CLOSED),
        lambda: assign(app, code, people.admin, people.sara),
    ):
        version = given(sara, "/staff")["version"]
        assert poll(version) == 204
        change()
        assert poll(version) == 200


@pytest.mark.parametrize("since", ["", "0-0", "x", "9" * 30])
def test_a_page_that_shows_something_else_is_given_the_news(sara: FlaskClient, code: str, since: str) -> None:
    assert sara.get("/staff", query_string={"since": since}, headers=htmx("div#queue")).status_code == 200
