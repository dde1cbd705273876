"""`flask --app wsgi demo` fills an empty database, once, and touches no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask, current_app
from sqlalchemy import func, select, update

from hamyar_support import access, create_app, demo
from hamyar_support.demo.content import DEPARTMENTS, FAQ, PEOPLE, TICKETS
from hamyar_support.demo.shapes import DAY
from hamyar_support.extensions import db
from hamyar_support.models import Attachment, Department, FaqEntry, Message, Ticket, User
from tests.databases import SETTINGS, Databases
from tests.people import settle

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_app(
    all_databases: Databases, database_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Flask, list[str]]]:
    """A site whose empty database the demo filled, which takes seconds, and what it said; nobody alters it."""
    with all_databases.fresh(database_name) as address:
        app = create_app({**SETTINGS, "DATA_DIR": tmp_path_factory.mktemp("demo"), "DATABASE_URL": address})
        with app.app_context():
            said = demo.load(NOW)
        yield app, said
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def lines(demo_app: tuple[Flask, list[str]]) -> Iterator[list[str]]:
    """What the demo said, within a context of its site."""
    app, said = demo_app
    with app.app_context():
        yield said
        db.session.rollback()


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_it_fills_an_empty_database(lines: list[str]) -> None:
    assert [word for line in lines[1:] for word in line.split()[:1]] == [person.username for person in PEOPLE]
    assert demo.PASSWORD in lines[0]
    assert (count(Ticket), count(Department), count(User)) == (len(TICKETS), len(DEPARTMENTS), len(PEOPLE))
    assert len(FaqEntry.published_entries()) == sum(len(entries) for _, entries in FAQ)


def test_each_ticket_ends_as_it_was_told(lines: list[str]) -> None:
    found = {ticket.subject: ticket for ticket in db.session.scalars(select(Ticket))}
    for told in TICKETS:
        ticket = found[told.subject]
        assert ticket.status == told.status, told.subject
        assert (ticket.assignee.username if ticket.assignee else None) == told.assignee, told.subject
        assert NOW - timedelta(hours=told.ago + DAY) < ticket.created_at <= ticket.changed_at <= NOW


def test_messages_stand_in_the_order_of_their_times(lines: list[str]) -> None:
    times = db.session.scalars(select(Message.created_at).order_by(Message.id)).all()
    assert times == sorted(times)


def test_files_come_back_as_they_were_stored(lines: list[str]) -> None:
    storage = current_app.extensions["storage"]
    attachments = db.session.scalars(select(Attachment)).all()
    assert attachments
    for attachment in attachments:
        assert attachment.message_id is not None
        content = b"".join(bytes(part) for part in storage.get(attachment.storage_key))
        assert (len(content), sha256(content).hexdigest()) == (attachment.size, attachment.sha256)


def test_its_conversations_can_be_found(lines: list[str]) -> None:
    reza = User.named("reza")
    assert reza
    query = access.visible_tickets(reza).where(access.holding(reza, "گردش‌کار ناحيه"))
    assert [t.subject for t in db.session.scalars(query)] == ["تعریف گردش کار برای درخواست‌های مردمی ۱۳۷"]


def test_a_second_time_changes_nothing_and_still_tells_the_logins(lines: list[str]) -> None:
    before = count(Message)
    assert demo.load() == lines
    assert (count(Message), count(Ticket)) == (before, len(TICKETS))


def test_where_others_reach_the_site_it_warns_that_the_password_is_public(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for host in ("", "127.0.0.1", "127.0.1.1", "::1", "localhost"):
        monkeypatch.setenv("HOST", host)
        assert not any("WARNING" in line for line in demo.load()), host
    for host in ("0.0.0.0", "::", "192.168.1.5", "desk.example.com"):
        monkeypatch.setenv("HOST", host)
        assert "WARNING" in demo.load()[-1], host
    db.session.execute(update(User).values(password_hash="x"))
    assert demo.load() == []


def test_a_database_in_use_is_left_alone(app: Flask) -> None:
    settle(app)
    with app.app_context():
        assert demo.load(NOW) == []
        assert (count(Ticket), count(Department)) == (0, 0)
