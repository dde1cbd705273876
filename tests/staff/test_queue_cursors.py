"""GET /staff?page: whatever stands there is a page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.paging import PAGE_SIZE
from tests.desk import given, open_tickets
from tests.people import People

SORTS = ("waiting", "changed", "priority")


@pytest.fixture(autouse=True)
def _tickets(app: Flask, people: People) -> None:
    open_tickets(app, people.reza, PAGE_SIZE + 1)


def first_page(client: FlaskClient, **query: str) -> list[str]:
    return [ticket.code for ticket in given(client, "/staff", **query)["page"].tickets]


def test_a_cursor_that_is_none_is_the_beginning(sara: FlaskClient) -> None:
    first = first_page(sara)
    for cursor in (
        "x",
        "-",
        "+1",
        "-1.2.3",
        "--1.2",
        "-9.x",
        f"-{'9' * 40}.1",
        f"-1.{'9' * 4999}",
        "-1,2",
        "-٣.١",
        "\x00",
    ):
        assert first_page(sara, page=cursor) == first, cursor


def test_a_cursor_of_another_order_is_no_error(sara: FlaskClient) -> None:
    cursors = {sort: given(sara, "/staff", sort=sort)["page"].older for sort in SORTS}
    for sort in SORTS:
        for cursor in (*cursors.values(), f"-99999999999999999.{'9' * 30}", "-7.1.1", "-0.0.0"):
            given(sara, "/staff", sort=sort, page=cursor)
