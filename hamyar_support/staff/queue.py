"""The queue: the tickets that staff answers, in views with counts."""

from __future__ import annotations

from time import time
from typing import Any

from flask import current_app, request
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only, with_expression
from werkzeug.wrappers import Response

from .. import hypermedia, limits, overview
from ..extensions import db
from ..models import Department, Message, SavedView, Ticket, User
from ..models.paging import ticket_page
from ..models.words import MessageKind
from . import bp
from .filters import SORT_LABELS, START, VIEWS, Filter
from .forms import SavedViewForm

PIECES = {"queue": "staff/queue_news.html"}
PREVIEW_LENGTH = 160
# Waits grow while nothing happens: a page that is older than this is news.
CURRENT_FOR_SECONDS = 60
PREVIEW = (
    select(func.substr(Message.body, 1, PREVIEW_LENGTH))
    .where(Message.ticket_id == Ticket.id, Message.kind == MessageKind.REPLY)
    .order_by(Message.id.desc())
    .limit(1)
    .scalar_subquery()
)
CUSTOMER_NAME = select(User.full_name).where(User.id == Ticket.customer_id).scalar_subquery()
DEPARTMENT_NAME = select(Department.name).where(Department.id == Ticket.department_id).scalar_subquery()
SHOWN = (
    load_only(Ticket.code, Ticket.subject, Ticket.status, Ticket.priority, Ticket.waiting_key, Ticket.changed_at),
    joinedload(Ticket.assignee).load_only(User.full_name, User.role),
    # A name is all that is shown of them; to make an object of each takes as long as to make that of the ticket.
    with_expression(Ticket.customer_name, CUSTOMER_NAME),
    with_expression(Ticket.department_name, DEPARTMENT_NAME),
    with_expression(Ticket.preview, PREVIEW),
)


@bp.get("")
@limits.of_searches
def queue() -> Response:
    return show(Filter.of(request.args))


def show(wanted: Filter, naming: SavedViewForm | None = None, http_status: int = 200) -> Response:
    """The queue for the filter `wanted`, with the form that names it (None: an empty one); for a poll what is new, or
    204."""
    version, views = overview.desk_now(current_user)
    now = int(time())
    if hypermedia.is_poll(version) and now - request.args.get("at", now, type=int) < CURRENT_FOR_SECONDS:
        return hypermedia.unchanged()
    zone = current_app.config["TZ"]
    errors = wanted.errors(zone)
    if errors and not hypermedia.wants_fragment():
        http_status = 422  # applied while one types, it is no refusal, and moves nobody to the field
    tickets = wanted.tickets(current_user, zone)
    counts = overview.counts_by_view(current_user)
    saved = _counted(views)
    named, number = next(((view, count) for view, count in saved if view.query == wanted.query), (None, None))
    departments, agents = overview.desk_choices()
    return hypermedia.page(
        "staff/queue.html",
        pieces=PIECES,
        http_status=http_status,
        page=ticket_page(tickets, request.args.get("page", ""), wanted.sort, shown=SHOWN, viewer=current_user.id),
        filter=wanted,
        errors=errors,
        views=[(name, label, counts[name]) for name, label in VIEWS.items()],
        saved=saved,
        named=named,
        naming=naming or (None if wanted.is_bare else SavedViewForm(formdata=None)),
        heading=named.name if named else wanted.label,
        number=counts[wanted.view] if wanted.is_bare else number,
        sorts=SORT_LABELS,
        start=START,
        departments=departments,
        agents=agents,
        version=version,
        now=now,
    )


def _counted(views: list[SavedView]) -> list[tuple[SavedView, int]]:
    """Each of the saved views with its count, by one query."""
    if not views:
        return []
    counts: list[Any] = [Filter.of_query(view.query).count(current_user, current_app.config["TZ"]) for view in views]
    numbers = db.session.execute(select(*counts), {"viewer": current_user.id}).one()
    return list(zip(views, numbers, strict=True))
