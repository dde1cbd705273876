"""The panel: where a customer begins."""

from __future__ import annotations

from flask_login import current_user
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from .. import access, hypermedia, overview
from ..extensions import db
from ..models import Ticket
from ..models.words import Status
from . import bp

SHOWN = 5


@bp.get("/panel")
def panel() -> Response:
    latest = (
        access.visible_tickets(current_user)
        .options(joinedload(Ticket.department, innerjoin=True))
        .order_by(Ticket.changed_at.desc(), Ticket.id.desc())
        .limit(SHOWN)
    )
    return hypermedia.page(
        "portal/panel.html",
        waiting=db.session.scalars(latest.where(Ticket.status == Status.ANSWERED)).all(),
        recent=db.session.scalars(latest).all(),
        counts=overview.counts_by_status(current_user),
    )
