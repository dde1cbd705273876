"""Making one ticket of two, two of one, and the way back."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import db
from ..forms import SUBJECT_MAX_LENGTH
from ..models import Message, Ticket
from ..models.merging import RearrangementRefused, merge, split, unmerge
from ..models.paging import row_id
from ..persian import clean_line, to_latin_digits
from ..presentation import digits
from . import bp
from .tickets import pages


@bp.post("/tickets/<code>/merge")
def merge_ticket(code: str) -> Response:
    into = to_latin_digits(request.form.get("into", "")).strip()
    source, target = access.two_tickets_to_change(current_user, code, into)
    if target is None:
        return _not_merged(code, _("There is no request with this code that you may see."))
    try:
        merge(source, target, current_user)
    except RearrangementRefused:
        return _not_merged(code, _("Only two requests of the same customer, neither merged yet, can become one."))
    db.session.commit()
    flash(_("The request %(code)s is part of this one now.", code=digits(source.code)), "success")
    return hypermedia.go(url_for(".ticket", code=target.code))


@bp.post("/tickets/<code>/unmerge")
def unmerge_ticket(code: str) -> Response:
    source, _target = access.two_tickets_to_change(current_user, code, None)
    unmerge(source, current_user)
    db.session.commit()
    return hypermedia.go(url_for(".ticket", code=source.code))


@bp.post("/tickets/<code>/split")
def split_ticket(code: str) -> Response:
    subject = clean_line(request.form.get("subject", ""))[:SUBJECT_MAX_LENGTH]
    origin = access.ticket_to_change(current_user, code)
    message = _message(origin, request.form.get("message", type=row_id))
    if not subject:
        return _not_split(code, _("Give the new request a subject."))
    try:
        ticket = split(message, subject, current_user)
    except RearrangementRefused:
        return _not_split(code, _("Only a later message of the customer can become a request of its own."))
    db.session.commit()
    flash(_("The message is a request of its own now, with the code %(code)s.", code=digits(ticket.code)), "success")
    shown = ticket if access.sees(current_user, ticket) else origin
    return hypermedia.go(url_for(".ticket", code=shown.code))


def _message(ticket: Ticket, ident: int | None) -> Message:
    of_ticket = select(Message).where(Message.ticket_id == ticket.id, Message.id == (ident or 0))
    message = db.session.scalars(of_ticket).one_or_none()
    if message is None:
        raise UnprocessableEntity
    return message


def _not_merged(code: str, reason: str) -> Response:
    # Said above, too: on a phone the field stands in a panel that is folded up.
    flash(reason, "error")
    return pages.refuse(code, merge_error=reason)


def _not_split(code: str, reason: str) -> Response:
    flash(reason, "error")
    return pages.refuse(code)
