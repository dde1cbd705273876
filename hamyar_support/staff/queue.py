"""The queue: the tickets that staff answers, in views with counts, and changing many at once."""

from __future__ import annotations

from flask import current_app, request
from flask_login import current_user
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..models import Ticket
from ..models.paging import ticket_page
from . import bp
from .filters import SORT_LABELS, VIEWS, Filter
from .views import saved_views

PIECES = {"queue": "staff/_queue.html"}
SHOWN = (
    joinedload(Ticket.department, innerjoin=True),
    joinedload(Ticket.customer, innerjoin=True),
    joinedload(Ticket.assignee),
)


@bp.get("")
def queue() -> Response:
    version = access.desk_version()
    if hypermedia.is_poll(version):
        return hypermedia.unchanged()
    zone = current_app.config["TZ"]
    wanted = Filter.of(request.args)
    tickets = wanted.tickets(current_user, zone).options(*SHOWN)
    counts = access.counts_by_view(current_user)
    departments, agents = access.desk_choices()
    return hypermedia.page(
        "staff/queue.html",
        pieces=PIECES,
        page=ticket_page(tickets, request.args.get("page", ""), wanted.sort),
        filter=wanted,
        errors=wanted.errors(zone),
        views=[(name, label, counts[name]) for name, label in VIEWS.items()],
        saved=saved_views(current_user, zone),
        sorts=SORT_LABELS,
        departments=departments,
        agents=agents,
        version=version,
    )
