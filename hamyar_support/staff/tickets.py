"""A ticket at the desk: reading, answering, and each thing that one click changes."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from .. import access, hypermedia, limits, overview, presentation
from ..extensions import db, limiter
from ..models import Presence, Ticket
from ..models.words import LABELS, Priority
from ..threads import TicketPages
from . import bp
from .changes import agent_named, department_named, word_named
from .composing import DeskComposerForm

OTHERS_SHOWN = 5


def _around(ticket: Ticket) -> dict[str, Any]:
    """What the desk shows beside the conversation."""
    others = Presence.others(ticket.id, current_user)
    return {"others": others, "other_tickets": _other_tickets(ticket), "merge_error": None}


def _choices() -> dict[str, Any]:
    """What a ticket can be given: each a list of what the form sends and what people read."""
    departments, agents = overview.desk_choices()
    return {
        "status": [(status.value, LABELS[status]) for status in access.statuses_for(current_user)],
        "priority": [(priority.value, LABELS[priority]) for priority in Priority],
        "department": departments,
        "assignee": agents,
    }


pages = TicketPages("staff/ticket.html", DeskComposerForm, _around, _choices)


@bp.get("/tickets/<code>")
def ticket(code: str) -> Response:
    return pages.show(code)


@bp.post("/tickets/<code>/messages")
@limiter.limit(limits.REPLIES)
@limits.of_files
def reply(code: str) -> Response:
    return pages.reply(code)


@bp.post("/tickets/<code>/status")
def status(code: str) -> Response:
    return pages.move(code)


@bp.get("/tickets/<code>/info")
def info(code: str) -> Response:
    return pages.info(code, "staff/info.html")


@bp.post("/tickets/<code>/draft")
def draft(code: str) -> Response:
    return pages.keep_draft(code)


@bp.post("/tickets/<code>/assignee")
def assignee(code: str) -> Response:
    username = request.form.get("assignee")
    if username is None:
        raise UnprocessableEntity
    ticket = access.ticket_to_change(current_user, code)
    ticket.assign_to(agent_named(username) if username else None, current_user)
    db.session.commit()
    return _handed_on(ticket)


@bp.post("/tickets/<code>/department")
def department(code: str) -> Response:
    ticket = access.ticket_to_change(current_user, code)
    ticket.transfer_to(department_named(request.form.get("department", "")), current_user)
    db.session.commit()
    return _handed_on(ticket)


@bp.post("/tickets/<code>/priority")
def priority(code: str) -> Response:
    wanted = word_named(Priority, request.form.get("priority"))
    if wanted is None:
        raise UnprocessableEntity
    ticket = access.ticket_to_change(current_user, code)
    ticket.prioritise(wanted, current_user)
    db.session.commit()
    return pages.changed(ticket)


def _handed_on(ticket: Ticket) -> Response:
    """Answer a change after which the ticket may be out of sight: then the queue is the place to be."""
    if access.sees(current_user, ticket):
        return pages.changed(ticket)
    flash(_("The request %(code)s is in other hands now.", code=presentation.digits(ticket.code)), "success")
    return hypermedia.go(url_for(".queue"), frame=True)


def _other_tickets(ticket: Ticket) -> list[Ticket]:
    others = access.visible_tickets(current_user).where(
        Ticket.customer_id == ticket.customer_id, Ticket.id != ticket.id
    )
    newest = others.options(joinedload(Ticket.department, innerjoin=True)).order_by(Ticket.changed_at.desc())
    return list(db.session.scalars(newest.limit(OTHERS_SHOWN)))
