"""`flask --app wsgi demo` fills an empty database, once, and touches no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from hamyar_support import access, demo
from hamyar_support.demo.content import DEPARTMENTS, FAQ, PEOPLE, TICKETS
from hamyar_support.demo.shapes import DAY
from hamyar_support.extensions import db
from hamyar_support.models import Attachment, Department, FaqEntry, Message, Ticket, User
from tests.people import settle

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_it_fills_an_empty_database(app: Flask) -> None:
    with app.app_context():
        lines = demo.load(NOW)
        assert [word for line in lines[1:] for word in line.split()[:1]] == [person.username for person in PEOPLE]
        assert demo.PASSWORD in lines[0]
        assert (count(Ticket), count(Department), count(User)) == (len(TICKETS), len(DEPARTMENTS), len(PEOPLE))
        assert len(FaqEntry.published_entries()) == sum(len(entries) for _, entries in FAQ)


def test_each_ticket_ends_as_it_was_told(app: Flask) -> None:
    with app.app_context():
        demo.load(NOW)
        found = {ticket.subject: ticket for ticket in db.session.scalars(select(Ticket))}
        for told in TICKETS:
            ticket = found[told.subject]
            assert ticket.status == told.status, told.subject
            assert (ticket.assignee.username if ticket.assignee else None) == told.assignee, told.subject
            assert NOW - timedelta(hours=told.ago + DAY) < ticket.created_at <= ticket.changed_at <= NOW


def test_messages_stand_in_the_order_of_their_times(app: Flask) -> None:
    with app.app_context():
        demo.load(NOW)
        times = db.session.scalars(select(Message.created_at).order_by(Message.id)).all()
        assert times == sorted(times)


def test_files_come_back_as_they_were_stored(app: Flask) -> None:
    with app.app_context():
        demo.load(NOW)
        storage = app.extensions["storage"]
        attachments = db.session.scalars(select(Attachment)).all()
        assert attachments
        for attachment in attachments:
            assert attachment.message_id is not None
            content = b"".join(bytes(part) for part in storage.get(attachment.storage_key))
            assert (len(content), sha256(content).hexdigest()) == (attachment.size, attachment.sha256)


def test_its_conversations_can_be_found(app: Flask) -> None:
    with app.app_context():
        demo.load(NOW)
        reza = User.named("reza")
        assert reza
        query = access.visible_tickets(reza).where(access.holding(reza, "گردش‌کار ناحيه"))
        assert [t.subject for t in db.session.scalars(query)] == ["تعریف گردش کار برای درخواست‌های مردمی ۱۳۷"]


def test_a_second_time_changes_nothing_and_still_tells_the_logins(app: Flask) -> None:
    with app.app_context():
        first = demo.load(NOW)
        before = count(Message)
        assert demo.load() == first
        assert (count(Message), count(Ticket)) == (before, len(TICKETS))


def test_where_others_reach_the_site_it_warns_that_the_password_is_public(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        demo.load(NOW)
        for host in ("", "127.0.0.1", "127.0.1.1", "::1", "localhost"):
            monkeypatch.setenv("HOST", host)
            assert not any("WARNING" in line for line in demo.load()), host
        for host in ("0.0.0.0", "::", "192.168.1.5", "desk.example.com"):
            monkeypatch.setenv("HOST", host)
            assert "WARNING" in demo.load()[-1], host
        db.session.execute(update(User).values(password_hash="x"))
        db.session.commit()
        assert demo.load() == []


def test_a_database_in_use_is_left_alone(app: Flask) -> None:
    settle(app)
    with app.app_context():
        assert demo.load(NOW) == []
        assert (count(Ticket), count(Department)) == (0, 0)
