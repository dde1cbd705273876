"""POST /staff/tickets/CODE/unmerge: the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import HTMX
from tests.desk import FINANCE, act, colleague, kept_counts, queue, real_counts, signed_in
from tests.people import People
from tests.tickets import attachment_ids, events, found, move, open_ticket, reply, snapshot

from .test_merge import bodies

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def two(app: Flask, people: People, sara: FlaskClient) -> SimpleNamespace:
    """Two that were merged: the one with a file and a note waited since noon, the other had been answered."""
    source = open_ticket(app, people.reza, "چاپگر", "چاپ نمی‌شود", files={"فهرست.csv": b"a,b\n1,2\n"}, at=NOON)
    reply(app, source, people.sara, "بدحساب", kind=MessageKind.NOTE)
    target = open_ticket(app, people.reza, "برق", "برق رفت", at=NOON + timedelta(hours=1))
    reply(app, target, people.sara, "کابل را ببینید")
    act(sara, f"tickets/{source}/merge", into=target)
    return SimpleNamespace(source=source, target=target)


def test_each_has_its_own_again(app: Flask, sara: FlaskClient, two: SimpleNamespace) -> None:
    answer = act(sara, f"tickets/{two.source}/unmerge")
    assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{two.source}")
    assert bodies(app, two.source) == ["چاپ نمی‌شود", "بدحساب"]
    assert bodies(app, two.target) == ["برق رفت", "کابل را ببینید"]
    source = found(app, two.source)
    assert (source.merged_into_id, source.last_message_id) == (None, source.messages[-1].id)
    assert [message.came_from_id for message in source.messages] == [None, None]


def test_it_waits_as_it_did_before(app: Flask, sara: FlaskClient, two: SimpleNamespace) -> None:
    act(sara, f"tickets/{two.source}/unmerge")
    source = found(app, two.source)
    assert (source.status, source.waiting_since, source.closed_at) == (Status.OPEN, NOON, None)
    assert kept_counts(app) == real_counts(app)


@pytest.mark.parametrize("status", ["pending", "answered", "closed"])
def test_its_status_is_what_it_was(app: Flask, sara: FlaskClient, people: People, code: str, status: str) -> None:
    target = open_ticket(app, people.reza)
    move(app, code, people.sara, Status(status))
    before = found(app, code)
    act(sara, f"tickets/{code}/merge", into=target)
    act(sara, f"tickets/{code}/unmerge")
    after = found(app, code)
    assert (after.status, after.waiting_key, after.closed_at) == (before.status, before.waiting_key, before.closed_at)


def test_what_was_said_since_stays_where_it_was_said(
    app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace
) -> None:
    reply(app, two.target, people.reza, "هر دو با هم")
    act(sara, f"tickets/{two.source}/unmerge")
    assert bodies(app, two.source) == ["چاپ نمی‌شود", "بدحساب"]
    assert bodies(app, two.target)[-1] == "هر دو با هم"


def test_the_other_is_what_it_was_too(app: Flask, sara: FlaskClient, two: SimpleNamespace) -> None:
    assert found(app, two.target).status is Status.OPEN
    act(sara, f"tickets/{two.source}/unmerge")
    target = found(app, two.target)
    assert (target.status, target.waiting_since) == (Status.ANSWERED, None)


def test_what_has_changed_since_stays_as_it_is(
    app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace
) -> None:
    reply(app, two.source, people.sara, "پاسخ به هر دو")
    reply(app, two.source, people.reza, "کسی هست؟")
    waits = found(app, two.target).waiting_since
    act(sara, f"tickets/{two.source}/unmerge")
    target = found(app, two.target)
    assert (target.status, target.waiting_since) == (Status.OPEN, waits)


def test_one_part_goes_and_another_stays(app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace) -> None:
    third = open_ticket(app, people.reza, "سوم", "سومی")
    act(sara, f"tickets/{third}/merge", into=two.target)
    act(sara, f"tickets/{two.source}/unmerge")
    assert bodies(app, two.target) == ["برق رفت", "کابل را ببینید", "سومی"]
    assert found(app, two.target).status is Status.OPEN
    act(sara, f"tickets/{third}/unmerge")
    assert bodies(app, third) == ["سومی"]


def test_both_say_so(app: Flask, sara: FlaskClient, reza: FlaskClient, two: SimpleNamespace) -> None:
    act(sara, f"tickets/{two.source}/unmerge")
    assert ("unmerged", "", two.target) in events(app, two.source)
    assert ("unmerged", "", two.source) in events(app, two.target)
    assert 'id="merged"' not in reza.get(f"/tickets/{two.source}").text


def test_search_and_files_come_back_too(app: Flask, sara: FlaskClient, reza: FlaskClient, two: SimpleNamespace) -> None:
    act(sara, f"tickets/{two.source}/unmerge")
    assert queue(sara, q="نمی‌شود") == queue(sara, q="بدحساب") == [two.source]
    assert queue(sara, q="کابل") == [two.target]
    (ident,) = attachment_ids(app, two.source)
    assert reza.get(f"/attachments/{ident}").status_code == 200
    assert "بدحساب" not in reza.get(f"/tickets/{two.source}").text


def test_it_may_be_merged_again(app: Flask, sara: FlaskClient, two: SimpleNamespace) -> None:
    act(sara, f"tickets/{two.source}/unmerge")
    act(sara, f"tickets/{two.target}/merge", into=two.source)
    assert len(bodies(app, two.source)) == 4
    act(sara, f"tickets/{two.target}/unmerge")
    assert len(bodies(app, two.source)) == len(bodies(app, two.target)) == 2


def test_what_was_not_merged_is_left_alone_and_a_second_time_is_harmless(
    app: Flask, sara: FlaskClient, two: SimpleNamespace
) -> None:
    act(sara, f"tickets/{two.source}/unmerge", headers=HTMX)
    before = snapshot(app)
    for code in (two.source, two.target):
        assert act(sara, f"tickets/{code}/unmerge").status_code == 303
    assert snapshot(app) == before


def test_who_may_not_see_both_may_not(app: Flask, sara: FlaskClient, people: People, two: SimpleNamespace) -> None:
    invoice = open_ticket(app, people.reza, department=FINANCE)
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    another = open_ticket(app, people.reza)
    act(sara, f"tickets/{invoice}/merge", into=another)
    before = snapshot(app)["messages"]
    assert act(nima, f"tickets/{two.source}/unmerge").status_code == 404
    assert act(nima, f"tickets/{invoice}/unmerge").status_code == 404
    assert act(signed_in(app, people.reza), f"tickets/{two.source}/unmerge").status_code == 404
    assert snapshot(app)["messages"] == before
    assert act(signed_in(app, people.admin), f"tickets/{invoice}/unmerge").status_code == 303
