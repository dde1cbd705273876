"""POST /staff/tickets/CODE/unmerge after more has happened: that stays as it is."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.desk import act
from tests.people import People
from tests.tickets import found, open_ticket, reply

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
