"""What the ticket pages of customers and of staff have in common: showing, asking for news, replying, moving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from . import access, hypermedia
from .composer import BODY_MAX_LENGTH, ComposerForm
from .extensions import begin_write, db
from .models import Draft, Message, Ticket
from .models.conversation import Conversation, read, read_news
from .models.paging import row_id
from .models.words import Status
from .persian import clean_text

SOMEBODY_WROTE = _l("Somebody has written in the meantime; it is shown now. Read it, then send yours if it still fits.")


def _alone(_ticket: Ticket) -> Mapping[str, Any]:
    """Around a customer's ticket is nothing; who else reads along is staff's business."""
    return {"others": None}


class TicketPages:
    """The ticket pages of one side: its template, its composer, and what else its template is given."""

    def __init__(
        self,
        template: str,
        form: type[ComposerForm] = ComposerForm,
        around: Callable[[Ticket], Mapping[str, Any]] = _alone,
        choices: Callable[[], Any] = lambda: None,
    ) -> None:
        """`around` gives what the page alone shows besides; `choices` what the ticket may be given, where it may be
        changed beside its conversation."""
        self.template = template
        self.form = form
        self.around = around
        self.choices = choices

    def show(self, code: str) -> Response:
        """The ticket's page; for a poll, what is new behind the version in `since`, or 204."""
        since = request.args.get("since", type=int) if hypermedia.wants_fragment() else None
        if since is not None and access.current_version(current_user, code) == since:
            return hypermedia.unchanged()
        ticket = access.ticket_for(current_user, code)
        if since is not None:
            return hypermedia.page(
                "tickets/changes.html", **_news(ticket, request.args), **self._parts(ticket), sent=False
            )
        conversation = _read(ticket, before=request.args.get("before", type=row_id))
        form = self.form(formdata=None)
        form.begin(ticket, current_user)
        return self._page(ticket, form, pieces={"older": "tickets/_older.html"}, conversation=conversation)

    def reply(self, code: str) -> Response:
        """Add what the composer holds to the ticket; sent twice, it is there once."""
        access.ticket_for(current_user, code)
        form = self.form()
        form.receive_files(current_user)
        ticket = access.ticket_to_change(current_user, code)
        if Message.sent_with(form.form_id.data, current_user):
            form.drop_files()
        else:
            form.hold_files(current_user)
            if not form.validate():
                db.session.commit()
                return self._refused(ticket, form)
            if form.is_behind(ticket, current_user):
                db.session.commit()
                form.body.errors = [SOMEBODY_WROTE]
                return self._behind(ticket, form)
            form.send(ticket, current_user)
            Draft.forget(ticket.id, current_user)
        db.session.commit()
        if ticket.merged_into:
            location = url_for(".ticket", code=ticket.merged_into.code, _anchor="latest")
            return hypermedia.go(location, frame=True)
        return self.changed(ticket, sent=True)

    def move(self, code: str) -> Response:
        """Give the ticket the status that the form names; harmless when repeated."""
        ticket = access.ticket_to_change(current_user, code)
        status = request.form.get("status", "")
        if status not in access.statuses_for(current_user):
            raise UnprocessableEntity
        ticket.move_to(Status(status), current_user)
        db.session.commit()
        return self.changed(ticket)

    def keep_draft(self, code: str) -> Response:
        """Keep what is being typed, until it is sent."""
        ticket = access.ticket_for(current_user, code)
        form = self.form()
        begin_write()
        # It may overtake, or be overtaken by, the sending of the same form; what was sent is no draft any more.
        if not Message.sent_with(form.form_id.data, current_user):
            Draft.keep(ticket.id, current_user, clean_text(form.body.data or "")[:BODY_MAX_LENGTH], form.message_kind)
        db.session.commit()
        return hypermedia.unchanged()

    def info(self, code: str, template: str) -> Response:
        """The info panel, as a page of its own or as the panel."""
        ticket = access.ticket_for(current_user, code)
        pieces = {"ticket-info": "tickets/_info.html"}
        # What is changed there shows beside the conversation; a page of its own only says how things stand.
        choices = self.choices() if hypermedia.target() in pieces else None
        return hypermedia.page(template, pieces=pieces, ticket=ticket, choices=choices)

    def changed(self, ticket: Ticket, *, sent: bool = False) -> Response:
        """Answer a write on `ticket`: what changed to htmx, else the ticket's page."""
        location = url_for(".ticket", code=ticket.code) + ("#latest" if sent else "")
        if not hypermedia.wants_fragment():
            return hypermedia.go(location)
        news = _news(ticket, request.form)
        return hypermedia.changes("tickets/changes.html", location, **news, **self._parts(ticket), sent=sent)

    def refuse(self, code: str, **why: Any) -> Response:
        """Answer what was asked beside the conversation and not done: 422, the page as it stands, and in it `why`."""
        db.session.rollback()
        ticket, form = access.ticket_for(current_user, code), self.form(formdata=None)
        form.begin(ticket, current_user)
        return self._page(ticket, form, conversation=_read(ticket), http_status=422, **why)

    def _refused(self, ticket: Ticket, form: ComposerForm) -> Response:
        pieces = dict.fromkeys(("live", "composer"), "tickets/_composer.html")
        conversation = None if hypermedia.target() in pieces else _read(ticket)
        return self._page(ticket, form, pieces=pieces, conversation=conversation, http_status=422)

    def _behind(self, ticket: Ticket, form: ComposerForm) -> Response:
        """Show what came in between, with the text that was not sent."""
        if hypermedia.wants_fragment():
            news = _news(ticket, request.form)
            template = "tickets/behind.html"
            return hypermedia.page(template, http_status=422, **news, **self._parts(ticket, form))
        return self._page(ticket, form, conversation=_read(ticket), http_status=422)

    def _page(
        self, ticket: Ticket, form: ComposerForm, pieces: dict[str, str] | None = None, **context: Any
    ) -> Response:
        context |= self._parts(ticket, form)
        # What stands around the conversation is not asked for where only a part of it is wanted.
        around = {} if hypermedia.target() in (pieces or {}) else self.around(ticket)
        return hypermedia.page(self.template, pieces=pieces, ticket=ticket, **{**around, **context})

    def _parts(self, ticket: Ticket, form: ComposerForm | None = None) -> dict[str, Any]:
        """What the composer and the other parts of the page need that any answer may bring."""
        # A form just sent is done with: a new composer starts empty, with an id of its own.
        form = form or self.form(formdata=None)
        form.look_up(ticket)
        return {"form": form, "kept": form.kept, "refused": form.refused, "choices": self.choices()}


def _read(ticket: Ticket, before: int | None = None) -> Conversation:
    return read(*_visible(ticket), before=before, version=access.version_for(current_user, ticket))


def _news(ticket: Ticket, seen: MultiDict[str, str]) -> dict[str, Any]:
    """The ticket and what `seen` (a form's or address's `after` and `after_event`) does not hold yet."""
    after, after_event = seen.get("after", 0, type=row_id), seen.get("after_event", 0, type=row_id)
    version = access.version_for(current_user, ticket)
    news = read_news(*_visible(ticket), after=after, after_event=after_event, version=version)
    return {"ticket": ticket, "conversation": news}


def _visible(ticket: Ticket) -> tuple[Any, Any, int, Any, Any]:
    queries = access.messages_for(current_user), access.events_for(current_user)
    return *queries, ticket.id, current_user, current_app.config["TZ"]
