"""POST /staff/tickets/CODE/merge: two requests of one customer become one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import send, signed_in
from tests.desk import FINANCE, act, colleague, queue
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import attachment_ids, events, found, move, open_ticket, reply

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def two(app: Flask, people: People) -> SimpleNamespace:
    """`source` began first and has a file and a note; `target` has been answered."""
    source = open_ticket(app, people.reza, "چاپگر", "چاپ نمی‌شود", files={"فهرست.csv": b"a,b\n1,2\n"}, at=NOON)
    target = open_ticket(app, people.reza, "برق", "برق رفت", at=NOON + HOUR)
    reply(app, source, people.sara, "بدحساب", kind=MessageKind.NOTE, files={"محرمانه.csv": b"a,b\n3,4\n"})
    reply(app, target, people.sara, "کابل را ببینید", at=NOON + 2 * HOUR)
    return SimpleNamespace(source=source, target=target)


def bodies(app: Flask, code: str) -> list[str]:
    return [message.body for message in found(app, code).messages]


def test_all_messages_stand_in_the_other_in_their_order(app: Flask, sara: FlaskClient, two: SimpleNamespace) -> None:
    answer = act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{two.target}")
    assert bodies(app, two.target) == ["چاپ نمی‌شود", "برق رفت", "بدحساب", "کابل را ببینید"]
    assert bodies(app, two.source) == []
    target = found(app, two.target)
    assert target.last_message_id == target.messages[-1].id


def test_the_one_is_closed_and_the_other_waits_as_long_as_the_customer_does(
    app: Flask, sara: FlaskClient, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    source, target = found(app, two.source), found(app, two.target)
    assert (source.status, source.waiting_since) == (Status.CLOSED, None)
    assert (target.status, target.waiting_since) == (Status.OPEN, NOON)
    assert kept_counts(app) == real_counts(app)


def test_an_answered_one_makes_nobody_wait(app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace) -> None:
    reply(app, two.source, people.sara, "پاسخ")
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert found(app, two.target).status is Status.ANSWERED


def test_each_says_where_the_other_is(
    app: Flask, sara: FlaskClient, reza: FlaskClient, people: People, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert events(app, two.source)[0] == ("merged", "", two.target)
    assert ("joined", "", two.source) in events(app, two.target)
    for client, side in ((sara, "/staff"), (reza, "")):
        assert f'href="{side}/tickets/{two.target}"' in client.get(f"{side}/tickets/{two.source}").text
        assert two.source in client.get(f"{side}/tickets/{two.target}").text.translate(
            str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
        )


def test_search_finds_the_words_where_they_stand_now(
    app: Flask, sara: FlaskClient, reza: FlaskClient, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    assert queue(sara, q="نمی‌شود") == queue(sara, q="فهرست کابل") == queue(sara, q="بدحساب") == [two.target]
    assert queue(sara, q=two.source) == queue(sara, q="چاپگر") == [two.source]
    assert two.target in reza.get("/tickets?q=فهرست").text
    assert [query for query in ("بدحساب", "محرمانه") if two.target in reza.get(f"/tickets?q={query}").text] == []


def test_files_go_along_and_those_of_notes_stay_staffs(
    app: Flask, sara: FlaskClient, reza: FlaskClient, mina: FlaskClient, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    files = {
        client: [client.get(f"/attachments/{i}").status_code for i in attachment_ids(app, two.target)]
        for client in (sara, reza, mina)
    }
    assert files[sara] == [200, 200]
    assert sorted(files[reza]) == [200, 404]
    assert files[mina] == [404, 404]
    assert "بدحساب" not in reza.get(f"/tickets/{two.target}").text


def test_what_the_desk_does_with_files_follows_the_department(app: Flask, sara: FlaskClient, people: People) -> None:
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    source = open_ticket(app, people.reza, files={"فهرست.csv": b"a,b\n1,2\n"})
    target = open_ticket(app, people.reza, department=FINANCE)
    (ident,) = attachment_ids(app, source)
    assert nima.get(f"/attachments/{ident}").status_code == 404
    act(sara, f"tickets/{source}/merge", into=target)
    assert nima.get(f"/attachments/{ident}").status_code == 200


def test_what_is_still_said_in_the_one_is_said_in_the_other(
    app: Flask, sara: FlaskClient, reza: FlaskClient, people: People, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/merge", into=two.target)
    move(app, two.target, people.sara, Status.CLOSED)
    answer = send(reza, f"/tickets/{two.source}/messages", {"body": "کسی هست؟"})
    assert answer.location == f"/tickets/{two.target}#latest"
    assert queue(sara) == [two.target]
    act(sara, f"tickets/{two.source}/messages", body="هستیم")
    act(sara, f"tickets/{two.source}/messages", body="باز هم اوست", kind="note")
    assert bodies(app, two.target)[-3:] == ["کسی هست؟", "هستیم", "باز هم اوست"]
    assert (bodies(app, two.source), found(app, two.source).status) == ([], Status.CLOSED)
