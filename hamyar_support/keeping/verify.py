"""Is everything there, and as it was written?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import func, select, text

from ..extensions import db
from ..models import Attachment, Message, Ticket, TicketCount
from ..storage import Damaged, Storage, StorageError, thumbnail_key
from .manifest import FAILURES, in_one_line

# A file that was stored a moment ago may belong to a form that is about to be written.
YOUNG = timedelta(hours=1)


def verify() -> list[str]:
    """What is wrong with database and files, a line each; an empty list says that all is well."""
    return [
        *_as_far_as_it_goes(_database(), "database: cannot be read"),
        *_as_far_as_it_goes(_files(), "files: cannot be checked"),
    ]


def _as_far_as_it_goes(faults: Iterator[str], broken_off: str) -> Iterator[str]:
    """`faults`, and where a damaged database or a storage that is away ends the search, that as the last of them."""
    try:
        yield from faults
    except FAILURES as error:
        db.session.rollback()
        yield f"{broken_off}: {in_one_line(error)}"


def _database() -> Iterator[str]:
    if db.engine.dialect.name == "sqlite":
        for row in db.session.execute(text("PRAGMA integrity_check")):
            if row[0] != "ok":
                yield f"database: {row[0]}"
        for row in db.session.execute(text("PRAGMA foreign_key_check")):
            yield f"database: row {row[1]} of {row[0]} names a row of {row[2]} that is not there"
    silent = select(Ticket.code).where(~select(Message.id).where(Message.ticket_id == Ticket.id).exists())
    for code in db.session.scalars(silent.where(Ticket.merged_into_id.is_(None))):
        yield f"ticket {code} has no message"
    counted = select(Ticket.status, func.count()).group_by(Ticket.status)
    real = {row[0]: row[1] for row in db.session.execute(counted)}
    kept = select(TicketCount.status, func.sum(TicketCount.number)).group_by(TicketCount.status)
    for status, number in db.session.execute(kept):
        if number != real.get(status, 0):
            yield f"the kept count of {status} tickets is {number}, there are {real.get(status, 0)}"


def _files() -> Iterator[str]:
    storage = current_app.extensions["storage"]
    known: set[str] = set()
    for attachment in db.session.scalars(select(Attachment).order_by(Attachment.created_at)):
        known |= {attachment.storage_key, thumbnail_key(attachment.storage_key)}
        if fault := _fault(storage, attachment):
            yield f"attachment {attachment.id} ({attachment.storage_key}): {fault}"
    for key, stored_at, _size in storage.keys():  # noqa: SIM118  (not a dict)
        if key not in known and datetime.now(UTC) - stored_at > YOUNG:
            yield f"file {key} belongs to nothing (`sweep` removes it)"


def _fault(storage: Storage, attachment: Attachment) -> str | None:
    try:
        storage.get_whole(attachment.storage_key, attachment.size, attachment.sha256)
    except Damaged as damage:
        return str(damage)
    except StorageError:
        return "the file is missing or cannot be read"
    return None
