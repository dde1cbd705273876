"""Canned replies at the composer: which there are for a ticket, and the text of one, filled in for it."""

from __future__ import annotations

from flask import abort
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import db
from ..models import CannedReply
from . import bp
from .composing import canned_reply, filled_in


@bp.get("/tickets/<code>/canned")
def canned_replies(code: str) -> Response:
    ticket = access.ticket_for(current_user, code)
    found = db.session.scalars(CannedReply.for_ticket(ticket)).all()
    pieces = {"canned-list": "staff/_canned_list.html"}
    return hypermedia.page("staff/canned_replies.html", pieces=pieces, ticket=ticket, replies=found)


@bp.get("/tickets/<code>/canned/<int:ident>")
def canned(code: str, ident: int) -> Response:
    ticket = access.ticket_for(current_user, code)
    found = canned_reply(ticket, str(ident))
    if found is None:
        abort(404)
    text = filled_in(found, ticket, current_user)
    pieces = {"canned-used": "staff/_canned_used.html"}
    return hypermedia.page("staff/canned.html", pieces=pieces, ticket=ticket, canned=found, text=text)
