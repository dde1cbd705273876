"""The composer: a message being written, and the files that come with it."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from secrets import token_hex
from typing import Any, BinaryIO, cast

from flask import current_app, g, request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, MultipleFileField, ValidationError
from wtforms.validators import Length, Optional

from . import logs
from .clamd import Scanner, ScannerError, Unheard
from .extensions import db
from .forms import AtMost, Form, TextField
from .models import Attachment, Draft, Ticket, User
from .models.words import MessageKind, utc_now
from .storage import StorageError, StorageFull, new_key, thumbnail_key
from .uploads import EXTENSIONS, MAX_FILE_BYTES, Inspected, Refused, clean_name, inspect
from .uploads.refusals import DAY_IS_FULL, NOT_SCANNED, VIRUS

BODY_MAX_LENGTH = 50_000
MAX_FILES = 10
MAX_TOTAL_BYTES = 25 * 1024 * 1024
# Of one customer within any day.
MAX_DAY_BYTES = 200 * 1024 * 1024
DAY = timedelta(days=1)
NOT_STORED = _l("The file could not be kept right now. Please try again in a moment.")


class ComposerForm(Form):
    """A message being written: its text, its files, and the id that makes sending it twice harmless."""

    # What the page tells the browser, so that it can say no before anything is sent.
    extensions = EXTENSIONS
    max_files = MAX_FILES
    max_file_bytes = MAX_FILE_BYTES
    max_total_bytes = MAX_TOTAL_BYTES

    body = TextField(_l("Message"), [AtMost(BODY_MAX_LENGTH)])
    attachments = MultipleFileField(_l("Attachments"))
    form_id = HiddenField(validators=[Optional(), Length(max=32)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[Attachment] = []
        self.refused: list[dict[str, Any]] = []
        self._stored: list[tuple[Inspected, str]] = []
        self._bytes_left: int | None = None  # None: as many as there are
        self._scanner: Scanner | Unheard | None = current_app.extensions["virus_scanner"]
        # What was typed before and not sent, where the composer goes on with it.
        self.draft: Draft | None = None
        if not self.form_id.data:
            self.form_id.data = token_hex(16)

    def receive_files(self, by: User) -> None:
        """Look at every file that came and store the good ones; slow work, done before the database is locked."""
        files = [file for file in request.files.getlist("attachments") if file.filename]
        kept = len(Attachment.held(request.form.getlist("kept"), by)) if files else 0
        if files and not by.is_staff:
            self._bytes_left = MAX_DAY_BYTES - Attachment.bytes_since(by, utc_now() - DAY)
        for file in files:
            self._receive(file, room=MAX_FILES - kept - len(self._stored))

    def hold_files(self, by: User) -> None:
        """Record the stored files as held for `by`, beside those that an earlier, refused sending left with us.

        Inside the caller's write transaction.
        """
        if self._stored and self._bytes_left is not None:
            self._let_go_of_what_has_no_room(by)
        self.kept = Attachment.held(request.form.getlist("kept"), by)[:MAX_FILES]
        self.kept += [Attachment.hold(file, key, by) for file, key in self._stored]

    def drop_files(self) -> None:
        """Let go of the stored files of a form that was sent before."""
        for _file, key in self._stored:
            current_app.extensions["storage"].delete(key)

    @property
    def message_kind(self) -> MessageKind:
        """What the message is to be: a reply, unless the composer offers more."""
        return MessageKind.REPLY

    def is_behind(self, ticket: Ticket, by: User) -> bool:
        """Whether `by` must first see what others have written since the composer was shown."""
        return False

    def send(self, ticket: Ticket, by: User) -> None:
        """Add the message to the ticket."""
        ticket.reply(by, self.body.data or "", self.kept, self.form_id.data)

    def begin(self, ticket: Ticket, by: User) -> None:
        """Fill the composer of a page just opened: with what `by` typed before and did not send."""
        self.draft = ticket.draft
        if self.draft:
            self.body.data = self.draft.body

    def look_up(self, ticket: Ticket) -> None:
        """Find what the composer shows of the things that its fields name."""

    def validate_body(self, field: Field) -> None:
        if not field.data and not (self.kept or self.refused):
            raise ValidationError(_l("Write your message."))

    def validate_attachments(self, field: Field) -> None:
        if self.refused:
            raise ValidationError(_l("Some files cannot be sent; the reason stands beside each."))

    def _receive(self, file: FileStorage, room: int) -> None:
        name = file.filename or ""
        try:
            if room <= 0:
                raise Refused(_l("At most %(most)s files can go with one message.", most=MAX_FILES), "too_many")
            found, key = inspect(name, cast(BinaryIO, file.stream)), new_key()
            if self._bytes_left is not None and found.size > self._bytes_left:
                raise Refused(DAY_IS_FULL)
            self._refuse_virus(cast(BinaryIO, file.stream))
            g.setdefault("stored_keys", []).append(key)  # for whoever clears up where this request fails
            current_app.extensions["storage"].put(key, file.stream)
            if found.thumbnail:
                with suppress(StorageError):  # the picture is shown itself
                    current_app.extensions["storage"].put(thumbnail_key(key), BytesIO(found.thumbnail))
            self._stored.append((found, key))
            if self._bytes_left is not None:
                self._bytes_left -= found.size
        except Refused as refusal:
            self._refuse(clean_name(name), refusal)
        except StorageFull:
            raise  # the next file has no room either, nor has the text
        except StorageError as error:
            logs.event(logs.Event.STORAGE_FAILED, logging.ERROR, reason=str(error))
            self.refused.append({"name": clean_name(name), "reason": NOT_STORED})

    def _let_go_of_what_has_no_room(self, by: User) -> None:
        """Count the files of the day once more: those of `by` that came at the same moment are recorded by now."""
        db.session.get_one(User, by.id, populate_existing=True, with_for_update=True)
        left, stored, self._stored = MAX_DAY_BYTES - Attachment.bytes_since(by, utc_now() - DAY), self._stored, []
        for found, key in stored:
            if found.size <= left:
                left -= found.size
                self._stored.append((found, key))
            else:
                self._refuse(found.name, Refused(DAY_IS_FULL))
                with suppress(StorageError):  # `sweep` removes it
                    current_app.extensions["storage"].delete(key)

    def _refuse(self, name: str, refusal: Refused) -> None:
        logs.event(logs.Event.UPLOAD_REFUSED, reason=refusal.code)
        self.refused.append({"name": name, "reason": refusal.reason})

    def _refuse_virus(self, stream: BinaryIO) -> None:
        """Refuse the file in `stream` if the scanner, where there is one, finds a virus or must be heard and is not."""
        if self._scanner is None:
            return
        try:
            found = self._scanner.virus_in(stream.read())
        except ScannerError as error:
            logs.event(logs.Event.SCANNER_FAILED, logging.ERROR, reason=str(error))
            self._scanner = Unheard()
            if current_app.config["CLAMD_REQUIRED"]:
                raise Refused(NOT_SCANNED) from error
        else:
            if found:
                logs.event(logs.Event.VIRUS_FOUND, logging.WARNING, virus=found)
                raise Refused(VIRUS)
        finally:
            stream.seek(0)
