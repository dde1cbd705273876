"""POST /staff/tickets/CODE/unmerge: the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import HTMX, signed_in
from tests.desk import FINANCE, act, colleague, queue
from tests.desk_counts import kept_counts, real_counts
from tests.people import People
from tests.tickets import attachment_ids, events, found, move, open_ticket, snapshot

from .test_merge import bodies

NOON = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


def test_each_has_its_own_again(app: Flask, sara: FlaskClient, merged: SimpleNamespace) -> None:
    answer = act(sara, f"tickets/{merged.source}/unmerge")
    assert (answer.status_code, answer.location) == (303, f"/staff/tickets/{merged.source}")
    assert bodies(app, merged.source) == ["چاپ نمی‌شود", "بدحساب"]
    assert bodies(app, merged.target) == ["برق رفت", "کابل را ببینید"]
    source = found(app, merged.source)
    assert (source.merged_into_id, source.last_message_id) == (None, source.messages[-1].id)
    assert [message.came_from_id for message in source.messages] == [None, None]


def test_it_waits_as_it_did_before(app: Flask, sara: FlaskClient, merged: SimpleNamespace) -> None:
    act(sara, f"tickets/{merged.source}/unmerge")
    source = found(app, merged.source)
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


def test_the_other_is_what_it_was_too(app: Flask, sara: FlaskClient, merged: SimpleNamespace) -> None:
    assert found(app, merged.target).status is Status.OPEN
    act(sara, f"tickets/{merged.source}/unmerge")
    target = found(app, merged.target)
    assert (target.status, target.waiting_since) == (Status.ANSWERED, None)


def test_both_say_so(app: Flask, sara: FlaskClient, reza: FlaskClient, merged: SimpleNamespace) -> None:
    act(sara, f"tickets/{merged.source}/unmerge")
    assert ("unmerged", "", merged.target) in events(app, merged.source)
    assert ("unmerged", "", merged.source) in events(app, merged.target)
    assert 'id="merged"' not in reza.get(f"/tickets/{merged.source}").text


def test_search_and_files_come_back_too(
    app: Flask, sara: FlaskClient, reza: FlaskClient, merged: SimpleNamespace
) -> None:
    act(sara, f"tickets/{merged.source}/unmerge")
    assert queue(sara, q="نمی‌شود") == queue(sara, q="بدحساب") == [merged.source]
    assert queue(sara, q="کابل") == [merged.target]
    (ident,) = attachment_ids(app, merged.source)
    assert reza.get(f"/attachments/{ident}").status_code == 200
    assert "بدحساب" not in reza.get(f"/tickets/{merged.source}").text


def test_it_may_be_merged_again(app: Flask, sara: FlaskClient, merged: SimpleNamespace) -> None:
    act(sara, f"tickets/{merged.source}/unmerge")
    act(sara, f"tickets/{merged.target}/merge", into=merged.source)
    assert len(bodies(app, merged.source)) == 4
    act(sara, f"tickets/{merged.target}/unmerge")
    assert len(bodies(app, merged.source)) == len(bodies(app, merged.target)) == 2


def test_what_was_not_merged_is_left_alone_and_a_second_time_is_harmless(
    app: Flask, sara: FlaskClient, merged: SimpleNamespace
) -> None:
    act(sara, f"tickets/{merged.source}/unmerge", headers=HTMX)
    before = snapshot(app)
    for code in (merged.source, merged.target):
        assert act(sara, f"tickets/{code}/unmerge").status_code == 303
    assert snapshot(app) == before


def test_who_may_not_see_both_may_not(app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace) -> None:
    invoice = open_ticket(app, people.reza, department=FINANCE)
    nima = signed_in(app, colleague(app, "nima", "نیما صدر", FINANCE))
    another = open_ticket(app, people.reza)
    act(sara, f"tickets/{invoice}/merge", into=another)
    before = snapshot(app)["messages"]
    assert act(nima, f"tickets/{merged.source}/unmerge").status_code == 404
    assert act(nima, f"tickets/{invoice}/unmerge").status_code == 404
    assert act(signed_in(app, people.reza), f"tickets/{merged.source}/unmerge").status_code == 404
    assert snapshot(app)["messages"] == before
    assert act(signed_in(app, people.admin), f"tickets/{invoice}/unmerge").status_code == 303
