"""Tickets for tests, written through the same rules as the site's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from hamyar_support.extensions import Base, begin_write, db
from hamyar_support.models import Attachment, Department, Event, Message, Ticket, User
from hamyar_support.models.words import MessageKind, Priority, Status, utc_now
from hamyar_support.storage import new_key
from hamyar_support.uploads import inspect

from .people import Person

TECHNICAL = "پشتیبانی فنی"
SUBJECT = "چاپگر شعبهٔ مرکزی کار نمی‌کند"
BODY = "از دیروز صبح هیچ برگه‌ای چاپ نمی‌شود."


@contextmanager
def writing(app: Flask) -> Iterator[Any]:
    """A write transaction of its own, committed at the end of the block; gives the database session."""
    with app.app_context():
        begin_write()
        yield db.session
        db.session.commit()


def department(app: Flask, name: str = TECHNICAL) -> int:
    """The id of the department `name`, made where there is none."""
    with writing(app) as session:
        return _department(session, name).id


def open_ticket(
    app: Flask,
    by: Person,
    subject: str = SUBJECT,
    body: str = BODY,
    *,
    department: str = TECHNICAL,
    priority: Priority = Priority.MEDIUM,
    files: dict[str, bytes] | None = None,
    at: datetime | None = None,
) -> str:
    """Open a ticket of `by`; gives its code."""
    with writing(app) as session:
        person = session.get_one(User, by.id)
        attachments = [_stored(app, name, data, person) for name, data in (files or {}).items()]
        opened = {"priority": priority, "attachments": attachments, "at": at}
        return Ticket.open(person, _department(session, department), subject, body, **opened).code


def open_many(app: Flask, by: Person, number: int) -> list[str]:
    """Open «درخواست 1» to «درخواست NUMBER» of `by`, an hour apart, the last one just now; gives their codes."""
    with writing(app) as session:
        person, asked = session.get_one(User, by.id), _department(session, TECHNICAL)
        times = [utc_now() - timedelta(hours=number - n) for n in range(1, number + 1)]
        return [Ticket.open(person, asked, f"درخواست {n}", BODY, at=at).code for n, at in enumerate(times, 1)]


def reply(
    app: Flask,
    code: str,
    by: Person,
    body: str,
    *,
    kind: MessageKind = MessageKind.REPLY,
    files: dict[str, bytes] | None = None,
    at: datetime | None = None,
) -> int:
    """Add a message of `by` to the ticket; gives its id."""
    with writing(app) as session:
        person, ticket = session.get_one(User, by.id), ticket_of(session, code)
        attachments = [_stored(app, name, data, person) for name, data in (files or {}).items()]
        write = ticket.note if kind is MessageKind.NOTE else ticket.reply
        return write(person, body, attachments, at=at).id


def talk(app: Flask, code: str, people: Sequence[Person], number: int, start: datetime | None = None) -> None:
    """Add «پیام 1» to «پیام NUMBER», by `people` in turn and each an hour after the other, or all now."""
    with writing(app) as session:
        rows = [session.get_one(User, person.id) for person in people]
        ticket = ticket_of(session, code)
        for n in range(1, number + 1):
            ticket.reply(rows[n % len(rows)], f"پیام {n}", at=start and start + timedelta(hours=n))


def move(app: Flask, code: str, by: Person, status: Status) -> None:
    with writing(app) as session:
        ticket_of(session, code).move_to(status, session.get_one(User, by.id))


def found(app: Flask, code: str) -> Ticket:
    """The ticket as it now is, with its people, its messages and their files, all loaded."""
    people = (joinedload(Ticket.customer), joinedload(Ticket.department), joinedload(Ticket.assignee))
    with app.app_context():
        return ticket_of(db.session, code, *people, selectinload(Ticket.messages).selectinload(Message.attachments))


def events(app: Flask, code: str) -> list[tuple[str, str, str]]:
    """The history of the ticket: what changed, from what, to what."""
    with app.app_context():
        query = select(Event).join(Ticket, Event.ticket_id == Ticket.id).where(Ticket.code == code).order_by(Event.id)
        return [(event.kind.value, event.old, event.new) for event in db.session.scalars(query)]


def user(app: Flask, username: str) -> User:
    """The person as they now are."""
    with app.app_context():
        return db.session.scalars(select(User).where(User.username == username)).one()


def count(app: Flask, table: type[Base]) -> int:
    with app.app_context():
        return len(db.session.scalars(select(table)).all())


def snapshot(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """All that the database holds, but when each session was last seen."""
    with app.app_context():
        tables = {table.name: [c for c in table.c if c.name != "seen_at"] for table in Base.metadata.sorted_tables}
        return {name: sorted(map(tuple, db.session.execute(select(*c))), key=repr) for name, c in tables.items()}


def attachment_ids(app: Flask, code: str) -> list[str]:
    with app.app_context():
        query = (
            select(Attachment.id)
            .join(Attachment.message)
            .join(Message.ticket)
            .where(Ticket.code == code)
            .order_by(Attachment.id)
        )
        return list(db.session.scalars(query))


def ticket_of(session: Any, code: str, *options: Any) -> Ticket:
    ticket: Ticket = session.scalars(select(Ticket).where(Ticket.code == code).options(*options)).one()
    return ticket


def _department(session: Any, name: str) -> Department:
    found = session.scalars(select(Department).where(Department.name == name)).one_or_none()
    if found is None:
        session.add(found := Department(name=name))
        session.flush()
    return found


def _stored(app: Flask, name: str, data: bytes, by: User) -> Attachment:
    stream, key = BytesIO(data), new_key()
    file = inspect(name, stream)
    app.extensions["storage"].put(key, stream)
    return Attachment.hold(file, key, by)
