"""A merge that shows one customer what another one wrote.

FreeScout GHSA-v8vc, osTicket's parent tickets that a client sees, CVE-2026-53591 (a message put into another thread).
"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.desk import act
from tests.people import People
from tests.tickets import found, open_ticket


def test_requests_of_two_customers_are_never_one(
    app: Flask, people: People, sara: FlaskClient, mina: FlaskClient
) -> None:
    hers, his = open_ticket(app, people.mina, "مال مینا"), open_ticket(app, people.reza, "مال رضا", "راز رضا")
    for source, target in ((his, hers), (hers, his)):
        act(sara, f"tickets/{source}/merge", into=target)
        assert found(app, source).merged_into_id is None
    assert "راز رضا" not in mina.get(f"/tickets/{hers}").text
    assert mina.get(f"/tickets/{his}").status_code == 404
