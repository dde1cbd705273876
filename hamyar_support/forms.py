"""What every form is made of: cleaned text, checks that speak plainly, and the composer of messages with its files."""

from __future__ import annotations

from secrets import token_hex
from typing import Any, BinaryIO, cast

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField, MultipleFileField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from .models import Attachment, Draft, Ticket, User
from .models.words import MessageKind
from .persian import clean_line, clean_text
from .storage import StorageFull, new_key
from .uploads import Inspected, Refused, clean_name, inspect

SUBJECT_MAX_LENGTH = 200
BODY_MAX_LENGTH = 50_000
MAX_FILES = 10


class Form(FlaskForm):
    class Meta:
        csrf = False  # checked for every POST before any view runs


class Required(InputRequired):
    """Asks for a value; text that is only space or invisible characters is none."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _l("This field is required."))

    def __call__(self, form: Any, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not clean_text(field.data):
            raise ValidationError(self.message)


class AtMost(Length):
    """Limits the number of characters, and lets the browser know it."""

    def __init__(self, characters: int) -> None:
        super().__init__(max=characters, message=_l("At most %(max)d characters fit here."))


class LineField(StringField):
    """One line of text, cleaned of what cannot be seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_line(valuelist[0]) if valuelist else ""


class TextField(TextAreaField):
    """Text of several lines, cleaned of what cannot be seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else ""


class ComposerForm(Form):
    """A message being written: its text, its files, and the id that makes sending it twice harmless."""

    body = TextField(_l("Message"), [AtMost(BODY_MAX_LENGTH)])
    attachments = MultipleFileField(_l("Attachments"))
    form_id = HiddenField(validators=[Optional(), Length(max=32)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[Attachment] = []
        self.refused: list[dict[str, Any]] = []
        self._stored: list[tuple[Inspected, str]] = []
        if not self.form_id.data:
            self.form_id.data = token_hex(16)

    def receive_files(self) -> None:
        """Look at every file that came and store the good ones; slow work, done before the database is locked."""
        kept = len(request.form.getlist("kept"))
        for file in request.files.getlist("attachments"):
            if file.filename:
                self._receive(file, room=MAX_FILES - kept - len(self._stored))

    def hold_files(self, by: User) -> None:
        """Record the stored files as held for `by`, beside those that an earlier, refused sending left with us."""
        self.kept = Attachment.held(request.form.getlist("kept"), by)[:MAX_FILES]
        self.kept += [Attachment.hold(file, key, by) for file, key in self._stored]

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

    def take_up(self, draft: Draft) -> None:
        """Go on with what was typed before."""
        self.body.data = draft.body

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
                raise Refused(_l("At most %(most)s files can go with one message.", most=MAX_FILES))
            found, key = inspect(name, cast(BinaryIO, file.stream)), new_key()
            current_app.extensions["storage"].put(key, file.stream)
            self._stored.append((found, key))
        except Refused as refusal:
            self.refused.append({"name": clean_name(name), "reason": refusal.reason})
        except StorageFull:
            reason = _l("There is no room for files right now. Please try again later.")
            self.refused.append({"name": clean_name(name), "reason": reason})
