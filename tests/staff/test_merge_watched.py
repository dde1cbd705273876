"""Messages that a merge or a split moves, for those who have the ticket open: no older message goes unseen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, htmx, signed_in
from tests.desk import act
from tests.people import People
from tests.tickets import found

from .test_collision import LIVE, MINE, opened, post


@pytest.fixture
def colleague(app: Flask, people: People) -> FlaskClient:
    return signed_in(app, people.admin)


def merge(client: FlaskClient, two: SimpleNamespace) -> None:
    assert act(client, f"tickets/{two.source}/merge", into=two.target).status_code == 303


def unmerge(client: FlaskClient, two: SimpleNamespace) -> None:
    assert act(client, f"tickets/{two.source}/unmerge").status_code == 303


def entries(client: FlaskClient, page: str, seen: dict[str, str]) -> tuple[str, list[str]]:
    """How what is new behind `seen` goes into the conversation, and the messages that it brings."""
    asked = {name: seen[name] for name in ("since", "after", "after_event")}
    answer = client.get(page, query_string=asked, headers=htmx("div#live"))
    part = next(part for part in document(answer).iter("hx-partial") if part.get("hx-target") == "#entries")
    bodies = ["".join(text.itertext()).strip() for text in part.iterfind(".//div[@class='letter-text prose']")]
    return part.get("hx-swap") or "", bodies


def test_who_reads_the_other_is_shown_all_of_it_anew(
    sara: FlaskClient, colleague: FlaskClient, merged: SimpleNamespace
) -> None:
    unmerge(colleague, merged)
    seen = opened(sara, merged.target)
    merge(colleague, merged)
    page = f"/staff/tickets/{merged.target}"
    swap, bodies = entries(sara, page, seen)
    assert (swap, bodies) == ("innerMorph", ["چاپ نمی‌شود", "بدحساب", "برق رفت", "کابل را ببینید"])
    after = opened(sara, merged.target)
    unmerge(colleague, merged)
    assert entries(sara, page, after) == ("innerMorph", ["برق رفت", "کابل را ببینید"])


def test_the_customer_sees_it_too_and_no_note(
    reza: FlaskClient, sara: FlaskClient, colleague: FlaskClient, merged: SimpleNamespace
) -> None:
    seen = opened(sara, merged.target)
    unmerge(colleague, merged)
    merge(colleague, merged)
    swap, bodies = entries(reza, f"/tickets/{merged.target}", {**seen, "since": "0"})
    assert (swap, bodies) == ("innerMorph", ["چاپ نمی‌شود", "برق رفت", "کابل را ببینید"])


def test_a_message_that_was_made_a_request_is_gone(
    sara: FlaskClient, colleague: FlaskClient, digression: SimpleNamespace
) -> None:
    seen = opened(sara, digression.code)
    act(colleague, f"tickets/{digression.code}/split", message=digression.other, subject="برق")
    swap, bodies = entries(sara, f"/staff/tickets/{digression.code}", seen)
    assert swap == "innerMorph"
    assert "ضمناً برق هم رفت" not in bodies


def test_nothing_is_sent_past_what_a_merge_brought(
    app: Flask, sara: FlaskClient, colleague: FlaskClient, merged: SimpleNamespace
) -> None:
    unmerge(colleague, merged)
    form = {**opened(sara, merged.target), "body": MINE}
    merge(colleague, merged)
    answer = post(sara, merged.target, form, LIVE)
    assert answer.status_code == 422
    assert "چاپ نمی‌شود" in answer.text
    assert found(app, merged.target).messages[-1].body != MINE
    unmerge(colleague, merged)
    merge(sara, merged)
    assert post(sara, merged.target, {**opened(sara, merged.target), "body": MINE}, LIVE).status_code == 200
