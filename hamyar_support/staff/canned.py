"""Taking a canned reply into the composer."""

from __future__ import annotations

from flask import abort, current_app
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia, jalali
from ..extensions import db
from ..models import CannedReply
from ..models.words import utc_now
from . import bp


@bp.get("/tickets/<code>/canned/<int:ident>")
def canned(code: str, ident: int) -> Response:
    ticket = access.ticket_for(current_user, code)
    found = db.session.scalars(CannedReply.for_ticket(ticket).where(CannedReply.id == ident)).one_or_none()
    if found is None:
        abort(404)
    # As the customer reads it, whatever the language of the desk.
    today = jalali.day(utc_now(), current_app.config["TZ"], ticket.customer.locale)
    text = found.text_for(ticket, current_user, today)
    return hypermedia.page("staff/canned.html", ticket=ticket, canned=found, text=text)
