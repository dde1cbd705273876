"""The composer of the desk: a reply or an internal note, perhaps from a canned reply, never past somebody's back."""

from __future__ import annotations

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, union_all
from wtforms import HiddenField, RadioField, SelectChoice
from wtforms.validators import Optional

from .. import jalali
from ..composer import ComposerForm
from ..extensions import db
from ..models import CannedReply, Event, Message, Ticket, User
from ..models.paging import LARGEST_ID, row_id
from ..models.words import EventKind, MessageKind, utc_now


class DeskComposerForm(ComposerForm):
    kind = RadioField(
        _l("Kind of message"),
        [Optional()],
        choices=[
            SelectChoice(MessageKind.REPLY.value, _l("Reply")),
            SelectChoice(MessageKind.NOTE.value, _l("Internal note")),
        ],
        default=MessageKind.REPLY.value,
    )
    canned = HiddenField(validators=[Optional()])
    # The canned reply that `canned` names; what else it does happens with the sending.
    taken: CannedReply | None = None

    @property
    def message_kind(self) -> MessageKind:
        return MessageKind.NOTE if self.kind.data == MessageKind.NOTE else MessageKind.REPLY

    def is_behind(self, ticket: Ticket, by: User) -> bool:
        after = request.form.get("after", type=row_id)
        if after is None:
            return False
        after_event = request.form.get("after_event", LARGEST_ID, type=row_id)
        written = (Message.ticket_id == ticket.id, Message.id > after, Message.author_id != by.id)
        # What a merge brought stands among the messages that were seen.
        joined = select(Event.id).where(Event.ticket_id == ticket.id, Event.kind == EventKind.JOINED)
        joined = joined.where(Event.id > after_event, Event.actor_id != by.id)
        newer = union_all(select(Message.id).where(*written), joined)
        return db.session.scalar(newer.limit(1)) is not None

    def send(self, ticket: Ticket, by: User) -> None:
        write = ticket.note if self.message_kind is MessageKind.NOTE else ticket.reply
        write(by, self.body.data or "", self.kept, self.form_id.data)
        if canned := canned_reply(ticket, self.canned.data):
            canned.act_on(ticket, by)

    def begin(self, ticket: Ticket, by: User) -> None:
        """Take up the draft, and behind it the canned reply that the page's address names in `canned`."""
        super().begin(ticket, by)
        if self.draft:
            self.kind.data = self.draft.kind.value
        if canned := canned_reply(ticket, request.args.get("canned")):
            self.canned.data = str(canned.id)
            self.body.data = "\n".join(filter(None, [self.body.data, filled_in(canned, ticket, by)]))

    def look_up(self, ticket: Ticket) -> None:
        self.taken = canned_reply(ticket, self.canned.data)


def canned_reply(ticket: Ticket, ident: str | None) -> CannedReply | None:
    """The canned reply with the id `ident`, if there is one that fits `ticket`."""
    if not ident or not ident.isdecimal() or len(ident) > 9:
        return None
    return db.session.scalars(CannedReply.for_ticket(ticket).where(CannedReply.id == int(ident))).one_or_none()


def filled_in(canned: CannedReply, ticket: Ticket, by: User) -> str:
    """The text of `canned` with its variables filled in."""
    # The date as the customer reads it, whatever the language of the desk.
    today = jalali.day(utc_now(), current_app.config["TZ"], ticket.customer.locale)
    return canned.text_for(ticket, by, today)
