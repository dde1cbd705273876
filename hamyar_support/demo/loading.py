"""Fills an empty database with the content, through the same rules that people's requests go through."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from ipaddress import ip_address
from itertools import accumulate

from flask import current_app
from sqlalchemy import select

from .. import security
from ..extensions import begin_write, db
from ..models import Attachment, CannedReply, Department, FaqCategory, FaqEntry, Ticket, User
from ..models.words import Priority, Role, Status, utc_now
from ..storage import new_key
from ..uploads import inspect
from . import files
from .content import DEPARTMENTS, FAQ, PEOPLE, REPLIES, TICKETS
from .shapes import DemoFile, DemoMessage, DemoMove, DemoTicket

PASSWORD = "hamyar-demo"  # printed for everybody who starts the demo
JOINED = timedelta(days=91)
EVERYBODYS = (
    "WARNING: HOST lets others reach this site, and everybody knows the password above: whoever comes is its admin. "
    "README.md says how to start a desk of your own."
)


def load(now: datetime | None = None) -> list[str]:
    """Fill the database as of `now` (default: this moment) and commit; one that holds anything is left alone.

    Gives lines for the person at the terminal: how to log in as the people of the demo, as long as that is true.
    """
    begin_write()
    if _is_empty():
        _Loader(now or utc_now()).fill()
        db.session.commit()
    else:
        db.session.rollback()
    return _logins()


def _is_empty() -> bool:
    return not any(db.session.scalar(select(table.id).limit(1)) for table in (User, Department, FaqCategory))


def _logins() -> list[str]:
    people = [(person, User.named(person.username)) for person in PEOPLE]
    known = [person for person, user in people if user and security.password_matches(user, PASSWORD)]
    if not known:
        return []
    lines = [f"Demo logins, password {PASSWORD}:", *(f"  {person.username:<8}{person.role}" for person in known)]
    return [*lines, EVERYBODYS] if _others_reach(os.environ.get("HOST") or "localhost") else lines


def _others_reach(host: str) -> bool:
    """Whether a server that listens on `host` answers more than the machine it runs on."""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


class _Loader:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.zone = current_app.config["TZ"]
        self.people: dict[str, User] = {}
        self.departments: dict[str, Department] = {}

    def fill(self) -> None:
        self._add_departments()
        self._add_people()
        self._add_faq()
        self._add_replies()
        opened: dict[DemoTicket, Ticket] = {}
        # In the order of time over all tickets, so that ids grow as they would have.
        for at, told, entry in sorted(self._entries(), key=lambda step: step[0]):
            if told in opened:
                self._continue(opened[told], told, entry, at)
            elif isinstance(entry, DemoMessage):
                opened[told] = self._open(told, entry, at)

    def _add_departments(self) -> None:
        for position, name in enumerate(DEPARTMENTS, 1):
            self.departments[name] = Department(name=name, position=position)
        db.session.add_all(self.departments.values())

    def _add_people(self) -> None:
        for person in PEOPLE:
            password_hash = security.hash_password(PASSWORD)
            user = User.create(
                person.username,
                person.email,
                person.full_name,
                password_hash,
                role=Role(person.role),
                mobile=person.mobile,
            )
            user.created_at = self.now - JOINED
            user.departments = [self.departments[name] for name in person.departments]
            self.people[person.username] = user
        db.session.flush()

    def _add_faq(self) -> None:
        for position, (name, entries) in enumerate(FAQ, 1):
            category = FaqCategory(name=name, position=position)
            for number, (question, answer) in enumerate(entries, 1):
                entry = FaqEntry(category=category, position=number)
                entry.write(question, answer)
                db.session.add(entry)

    def _add_replies(self) -> None:
        for told in REPLIES:
            reply = CannedReply(
                title=told.title,
                body=told.body,
                department=self.departments[told.department] if told.department else None,
                status=Status(told.status) if told.status else None,
                priority=Priority(told.priority) if told.priority else None,
                assigns_sender=told.assigns_sender,
                used=told.used,
                created_at=self.now - JOINED,
            )
            db.session.add(reply)

    def _entries(self) -> Iterator[tuple[datetime, DemoTicket, DemoMessage | DemoMove]]:
        for told in TICKETS:
            hours = accumulate(entry.after for entry in told.conversation)
            for passed, entry in zip(hours, told.conversation, strict=True):
                yield self._in_the_day(self.now - timedelta(hours=told.ago - passed)), told, entry

    def _in_the_day(self, at: datetime) -> datetime:
        """Squeeze a time before today into 8:00–20:00 of its day, order kept, so that nobody seems to work at night."""
        local = at.astimezone(self.zone)
        if local.date() >= self.now.astimezone(self.zone).date():
            return at
        midnight = datetime.combine(local.date(), time(), self.zone)
        return midnight + timedelta(hours=8) + (local - midnight) / 2

    def _open(self, told: DemoTicket, first: DemoMessage, at: datetime) -> Ticket:
        customer = self.people[told.customer]
        return Ticket.open(
            customer,
            self.departments[told.department],
            told.subject,
            first.text,
            priority=Priority(told.priority),
            attachments=[self._store(file, customer, at) for file in first.files],
            at=at,
        )

    def _continue(self, ticket: Ticket, told: DemoTicket, entry: DemoMessage | DemoMove, at: datetime) -> None:
        by = self.people[entry.by]
        if entry.by == told.assignee:
            ticket.assign_to(by, by, at=at)
        if isinstance(entry, DemoMove):
            ticket.move_to(Status(entry.status), by, at=at)
        else:
            write = ticket.note if entry.kind == "note" else ticket.reply
            write(by, entry.text, [self._store(file, by, at) for file in entry.files], at=at)

    def _store(self, file: DemoFile, by: User, at: datetime) -> Attachment:
        stream, key = BytesIO(files.make(file.kind, file.name)), new_key()
        inspected = inspect(file.name, stream)
        current_app.extensions["storage"].put(key, stream)
        attachment = Attachment.hold(inspected, key, by)
        attachment.created_at = at
        return attachment
