"""The composer of the desk: a reply or an internal note, perhaps from a canned reply, never past somebody's back."""

from __future__ import annotations

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import HiddenField, RadioField
from wtforms.validators import Optional

from ..extensions import db
from ..forms import ComposerForm
from ..models import CannedReply, Draft, Message, Ticket, User
from ..models.words import MessageKind


class DeskComposerForm(ComposerForm):
    kind = RadioField(
        _l("Kind of message"),
        [Optional()],
        choices=[(MessageKind.REPLY.value, _l("Reply")), (MessageKind.NOTE.value, _l("Internal note"))],
        default=MessageKind.REPLY.value,
    )
    canned = HiddenField(validators=[Optional()])

    @property
    def message_kind(self) -> MessageKind:
        return MessageKind.NOTE if self.kind.data == MessageKind.NOTE else MessageKind.REPLY

    def is_behind(self, ticket: Ticket, by: User) -> bool:
        after = request.form.get("after", type=int)
        if after is None:
            return False
        newer = select(Message.id).where(Message.ticket_id == ticket.id, Message.id > after, Message.author_id != by.id)
        return db.session.scalar(newer.limit(1)) is not None

    def send(self, ticket: Ticket, by: User) -> None:
        write = ticket.note if self.message_kind is MessageKind.NOTE else ticket.reply
        write(by, self.body.data or "", self.kept, self.form_id.data)
        if canned := self._canned_reply(ticket):
            canned.act_on(ticket, by)

    def take_up(self, draft: Draft) -> None:
        super().take_up(draft)
        self.kind.data = draft.kind.value

    def _canned_reply(self, ticket: Ticket) -> CannedReply | None:
        ident = self.canned.data or ""
        if not ident.isdecimal() or len(ident) > 9:
            return None
        return db.session.scalars(CannedReply.for_ticket(ticket).where(CannedReply.id == int(ident))).one_or_none()
