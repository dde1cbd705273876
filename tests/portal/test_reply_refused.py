"""POST /tickets/CODE/messages by those who may not."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX, csrf_token, document, htmx, login, send
from tests.files import chosen, csv, nothing_stored
from tests.people import People
from tests.same import same
from tests.tickets import found, open_ticket, snapshot

HEADERS = pytest.mark.parametrize("headers", [{}, htmx("div#live")], ids=["plain", "htmx"])
NOWHERE = "00000000"


@HEADERS
def test_a_stranger_gets_the_same_404_as_for_a_ticket_that_does_not_exist(
    app: Flask, mina: FlaskClient, code: str, headers: dict[str, str]
) -> None:
    before = snapshot(app)
    sent = {"body": "من مینا هستم", "attachments": chosen({"1.csv": csv()})}
    answer = send(mina, f"/tickets/{code}/messages", sent, headers)
    sent["attachments"] = chosen({"1.csv": csv()})
    missing = send(mina, f"/tickets/{NOWHERE}/messages", sent, headers)
    assert answer.status_code == 404
    assert same(answer, code) == same(missing, NOWHERE)
    assert snapshot(app) == before
    assert nothing_stored(app)


@HEADERS
def test_staff_answer_on_their_own_side_only(app: Flask, sara: FlaskClient, code: str, headers: dict[str, str]) -> None:
    assert send(sara, f"/tickets/{code}/messages", {"body": "x"}, headers).status_code == 404
    assert len(found(app, code).messages) == 1


def test_the_signed_out_are_asked_to_log_in(app: Flask, client: FlaskClient, code: str) -> None:
    page = f"/tickets/{code}"
    token = csrf_token(client, "/guide")
    sent = {"body": "", "csrf_token": token}
    plain = client.post(f"{page}/messages", data=sent, headers={"Referer": f"http://localhost{page}"})
    assert (plain.status_code, plain.location) == (302, f"/login?next={page}")
    by_htmx = client.post(f"{page}/messages", data=sent, headers=htmx("div#live", page))
    assert (by_htmx.status_code, by_htmx.headers["HX-Redirect"]) == (401, f"/login?next={page}")
    assert by_htmx.data == b""
    assert len(found(app, code).messages) == 1


def test_what_the_signed_out_typed_is_shown_with_the_way_to_log_in(app: Flask, client: FlaskClient, code: str) -> None:
    page, text = f"/tickets/{code}", "<b>هنوز</b> درست\nنشده است."
    response = send(client, f"{page}/messages", {"body": text}, {"Referer": f"http://localhost{page}"})
    assert response.status_code == 401
    shown = document(response)
    assert text in [part.text for part in shown.iter("div")]
    assert f"/login?next={page}" in [a.get("href") for a in shown.iter("a") if a.get("target") == "_blank"]
    assert len(found(app, code).messages) == 1


def test_a_form_sent_from_nowhere_leads_to_the_start(client: FlaskClient, code: str) -> None:
    assert send(client, f"/tickets/{code}/messages", {"body": ""}).location == "/login"
    away = {"Referer": "https://evil.example/tickets/1"}
    assert send(client, f"/tickets/{code}/messages", {"body": ""}, away).location == "/login"


@pytest.mark.parametrize(("headers", "status"), [({}, 400), (HTMX, 401)], ids=["plain", "htmx"])
def test_a_stale_form_changes_nothing_and_loses_no_word(
    app: Flask, reza: FlaskClient, code: str, headers: dict[str, str], status: int
) -> None:
    before = snapshot(app)
    typed = "متن بلندی که <b>نباید</b> از دست برود"
    response = reza.post(f"/tickets/{code}/messages", data={"body": typed, "csrf_token": "old"}, headers=headers)
    assert response.status_code == status
    assert "متن بلندی که &lt;b&gt;نباید&lt;/b&gt; از دست برود" in response.text
    assert snapshot(app) == before


def test_nobody_speaks_for_another_or_to_another_ticket(
    app: Flask, reza: FlaskClient, people: People, code: str
) -> None:
    other = open_ticket(app, people.mina)
    forged = {"author_id": people.sara.id, "ticket_id": 2, "ticket": other, "kind": "note", "code": other}
    forged |= {"created_at": "2020-01-01", "body_html": "<script>", "is_note": "1", "status": "closed"}
    assert send(reza, f"/tickets/{code}/messages", {"body": "<i>", **forged}).status_code == 303
    message = found(app, code).messages[-1]
    assert (message.author_id, message.is_note) == (people.reza.id, False)
    assert "<script>" not in message.body_html
    assert len(found(app, other).messages) == 1


def test_a_customer_who_is_made_staff_meanwhile_writes_on_the_other_side(app: Flask, people: People, code: str) -> None:
    from hamyar_support.models import User
    from hamyar_support.models.words import Role
    from tests.tickets import writing

    reza = login(app.test_client(), "reza")
    with writing(app) as session:
        session.get_one(User, people.reza.id).role = Role.AGENT
    assert send(reza, f"/tickets/{code}/messages", {"body": "x"}).status_code == 404
    assert reza.get("/panel").location == "/staff"


def test_an_address_alone_sends_nothing(app: Flask, reza: FlaskClient, code: str) -> None:
    assert reza.get(f"/tickets/{code}/messages?body=x").status_code == 405
    assert len(found(app, code).messages) == 1
