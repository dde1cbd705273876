"""Who else is here: a heartbeat from each open ticket of the desk."""

from __future__ import annotations

from flask import request
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import begin_write, db
from ..models import Presence
from . import bp


@bp.post("/tickets/<code>/presence")
def presence(code: str) -> Response:
    ticket = access.ticket_for(current_user, code)
    begin_write()
    Presence.beat(ticket.id, current_user, writing=request.form.get("writing") == "1")
    others = Presence.others(ticket.id, current_user)
    db.session.commit()
    return hypermedia.page("staff/_presence.html", ticket=ticket, others=others)
