"""Removing bytes that belong to nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from .. import logs
from ..extensions import begin_write, db
from ..models import Attachment, Mail
from ..models.words import utc_now
from ..storage import StorageError, thumbnail_key

# Bytes are stored before their row is committed; a day is far longer than any form takes.
ORPHANED_AFTER = timedelta(days=1)
# Files of a form that was refused and never sent again.
HELD_FOR = timedelta(days=7)


def sweep() -> int:
    """Remove stored bytes without a row, and files that were held for a form nobody sent; gives how many.

    Mails of long ago go too. What belongs to a message is never touched.
    """
    begin_write()
    old = Attachment.created_at < utc_now() - HELD_FOR
    for attachment in db.session.scalars(select(Attachment).where(Attachment.message_id.is_(None), old)):
        db.session.delete(attachment)
    Mail.forget_old()
    db.session.commit()
    # Committed first: bytes that a row still names are not to go.
    storage, removed = current_app.extensions["storage"], 0
    recorded = set(db.session.scalars(select(Attachment.storage_key)))
    known = recorded | set(map(thumbnail_key, recorded))
    for key, stored_at, _size in list(storage.keys()):
        if key not in known and utc_now() - stored_at > ORPHANED_AFTER:
            storage.delete(key)
            removed += 1
    return removed


def drop_unrecorded(keys: Sequence[str]) -> None:
    """Remove those of the stored bytes `keys` that no row names: their request failed, and a full disk needs the room.

    To be called when its transaction has ended for certain. What cannot be removed now is left for sweep().
    """
    try:
        kept = set(db.session.scalars(select(Attachment.storage_key).where(Attachment.storage_key.in_(keys))))
        for key in set(keys) - kept:
            current_app.extensions["storage"].delete(key)
    except (SQLAlchemyError, StorageError) as error:
        db.session.rollback()
        logs.event(logs.Event.BYTES_LEFT, logging.WARNING, reason=type(error).__name__)
