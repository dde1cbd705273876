"""Text that becomes part of a query, and orders or filters that reveal what is not shown.

osTicket CVE-2021-45811 and CVE-2022-31890, RT CVE-2011-4460 and CVE-2026-41075, Chatwoot CVE-2025-21628 and
CVE-2026-44706 (operators of filters), django-helpdesk GHSA-mxcg and 171c4c14 (`order_by` tells a password).
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import routes
from tests.browsing import HTMX, send
from tests.desk import queue
from tests.people import People
from tests.tickets import open_ticket, snapshot

ATTACKS = (
    "'",
    '"',
    "\\",
    "';--",
    "' OR '1'='1",
    "1 OR 1=1",
    "1; DROP TABLE tickets",
    "') UNION SELECT password_hash FROM users--",
    "1 AND (SELECT count(*) FROM users)>0",
    '" OR ""="',
    "* OR subject:*",
    "NEAR(a b)",
    "a* ^b {c d}: -e",
    "%' AND '1",
    "' || pg_sleep(5)--",
    "\x00",
    "\ud800",
    "9" * 40,
    "-1",
    "1e9",
    "NaN",
    "a:*&!b|(c",
)
FIELDS = "q view status department priority assignee from to sort page before since after at group who canned".split()


@pytest.mark.parametrize("name", ["reza", "admin"])
def test_no_part_of_an_address_reaches_the_query(
    app: Flask, people: People, reza: FlaskClient, admin: FlaskClient, name: str
) -> None:
    client = {"reza": reza, "admin": admin}[name]
    code = open_ticket(app, people.reza)
    before = snapshot(app)
    paths = ["/faq"] + (["/tickets", f"/tickets/{code}"] if name == "reza" else ["/staff", f"/staff/tickets/{code}"])
    if name == "admin":
        paths += ["/staff/people", "/staff/audit", "/staff/reports", "/staff/reports.csv"]
    for path in paths:
        for number, attack in enumerate(ATTACKS):
            query = dict.fromkeys(FIELDS, attack.encode("utf-8", "surrogatepass"))
            headers = HTMX if number % 2 else {}
            assert client.get(path, query_string=query, headers=headers).status_code < 500, (path, attack)
    for rule in routes.rules(app, "GET"):
        for attack in ("'", "%00", "9" * 40):
            address = routes.address(rule, code=attack, ident=attack, filename=attack)
            assert client.get(address, buffered=True).status_code < 500, address
    assert snapshot(app) == before


def test_what_matches_anything_elsewhere_matches_only_itself_here(
    app: Flask, people: People, sara: FlaskClient
) -> None:
    plain, percent = open_ticket(app, people.reza, "چاپگر"), open_ticket(app, people.reza, "تخفیف abc_def 100%")
    for attack in ("%", "_", "*", "' OR '1'='1", "چاپ%' OR 1=1 --", '"', "a* OR چاپگر", "NOT abc"):
        assert plain not in queue(sara, q=attack), attack
    assert queue(sara, q="abc_def") == [percent]


def test_a_log_in_is_no_query(app: Flask, people: People, client: FlaskClient) -> None:
    for attack in ATTACKS:
        for typed in ({"username": attack, "password": "x"}, {"username": "reza", "password": attack}):
            fields = {name: text.encode("utf-8", "replace").decode() for name, text in typed.items()}
            assert send(client, "/login", fields).status_code in (400, 422, 429)
    assert client.get("/panel").status_code == 302


def test_an_order_or_a_filter_that_is_on_no_list_is_none(app: Flask, people: People, sara: FlaskClient) -> None:
    for n in range(3):
        open_ticket(app, people.reza, f"درخواست {n}")
    usual = queue(sara)
    for order in ("customer__password_hash", "password_hash", "-id", "id desc", "users.password_hash", "rand()"):
        assert queue(sara, sort=order) == queue(sara, order_by=order) == usual
    for query in ({"customer__password_hash__startswith": "$"}, {"role": "admin"}, {"per_page": "1", "limit": "1"}):
        assert queue(sara, **query) == usual
