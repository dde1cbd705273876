"""Text that a template engine evaluates.

Zammad CVE-2026-34724 and CVE-2026-84462 (run by an agent's template), osTicket CVE-2026-22200 (files read by a page
made into a PDF). Canned replies have variables of their own: nothing but those five names is looked up.
"""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from tests.canned import keep
from tests.desk import post
from tests.people import People
from tests.tickets import open_ticket, writing

ATTACK = (
    "{{7*191}} {%print(7*191)%} ${7*191} #{7*191} <%=7*191%> {7*191} {{config}} {{''.__class__.__mro__}} "
    "{0.__class__} {request} {ticket.customer.password_hash} %(password_hash)s $password_hash"
)
EVALUATED = ("1337", "SECRET_KEY", "&lt;class", "<class", "argon2", "Request ")


def test_nothing_that_people_write_is_evaluated(
    app: Flask, people: People, reza: FlaskClient, sara: FlaskClient, admin: FlaskClient
) -> None:
    with writing(app) as session:
        session.get_one(User, people.reza.id).full_name = ATTACK[:100]
    code = open_ticket(app, people.reza, ATTACK[:200], ATTACK, files={f"{ATTACK[:60]}.csv": b"a,b\n1,2\n"})
    ident = keep(app, people, ATTACK[:60], ATTACK + " {نام مشتری}")
    post(admin, "/staff/faq/categories", name=ATTACK[:60])
    paths = {
        reza: ("/panel", "/tickets", f"/tickets/{code}", f"/tickets/{code}/info", f"/tickets?q={ATTACK[:20]}"),
        sara: ("/staff?view=all", f"/staff/tickets/{code}", f"/staff/tickets/{code}/canned/{ident}"),
        admin: ("/staff/faq", "/staff/audit", "/staff/people", "/staff/replies", f"/staff/replies/{ident}"),
    }
    for client, pages in paths.items():
        for path in pages:
            text = client.get(path).text
            assert [sign for sign in EVALUATED if sign in text] == [], path
    filled = sara.get(f"/staff/tickets/{code}?canned={ident}").text
    assert "{ticket.customer.password_hash}" in filled
    assert [sign for sign in EVALUATED if sign in filled] == []
