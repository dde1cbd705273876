"""POST /staff/tickets/CODE/unmerge after more has happened: that stays as it is."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.desk import act
from tests.people import People
from tests.tickets import found, open_ticket, reply

from .conftest import NOON
from .test_merge import bodies


def test_what_was_said_since_stays_where_it_was_said(
    app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace
) -> None:
    reply(app, merged.target, people.reza, "هر دو با هم")
    act(sara, f"tickets/{merged.source}/unmerge")
    assert bodies(app, merged.source) == ["چاپ نمی‌شود", "بدحساب"]
    assert bodies(app, merged.target)[-1] == "هر دو با هم"


def test_what_has_changed_since_stays_as_it_is(
    app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace
) -> None:
    reply(app, merged.source, people.sara, "پاسخ به هر دو")
    reply(app, merged.source, people.reza, "کسی هست؟")
    waits = found(app, merged.target).waiting_since
    act(sara, f"tickets/{merged.source}/unmerge")
    target = found(app, merged.target)
    assert (target.status, target.waiting_since) == (Status.OPEN, waits)


def test_one_part_goes_and_another_stays(
    app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace
) -> None:
    third = open_ticket(app, people.reza, "سوم", "سومی")
    act(sara, f"tickets/{third}/merge", into=merged.target)
    act(sara, f"tickets/{merged.source}/unmerge")
    assert bodies(app, merged.target) == ["برق رفت", "کابل را ببینید", "سومی"]
    assert found(app, merged.target).status is Status.OPEN
    act(sara, f"tickets/{third}/unmerge")
    assert bodies(app, third) == ["سومی"]


def test_a_customer_who_has_written_since_goes_on_waiting(
    app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace
) -> None:
    reply(app, merged.target, people.reza, "هنوز خراب است")
    written = found(app, merged.target).messages[-1].created_at
    reply(app, merged.target, people.reza, "کسی هست؟")
    act(sara, f"tickets/{merged.source}/unmerge")
    target = found(app, merged.target)
    assert (target.status, target.waiting_since) == (Status.OPEN, written)


def test_a_note_written_since_holds_nothing_up(
    app: Flask, sara: FlaskClient, people: People, merged: SimpleNamespace
) -> None:
    reply(app, merged.target, people.sara, "بدحساب", kind=MessageKind.NOTE)
    act(sara, f"tickets/{merged.source}/unmerge")
    assert found(app, merged.target).status is Status.ANSWERED


def test_who_waited_already_waits_since_then_again(app: Flask, sara: FlaskClient, people: People) -> None:
    source = open_ticket(app, people.reza, at=NOON)
    target = open_ticket(app, people.reza, at=NOON + timedelta(hours=1))
    act(sara, f"tickets/{source}/merge", into=target)
    assert found(app, target).waiting_since == NOON
    act(sara, f"tickets/{source}/unmerge")
    assert [found(app, code).waiting_since for code in (source, target)] == [NOON, NOON + timedelta(hours=1)]
