"""The customer's tickets: the list, a new one, the conversation, its files."""

from __future__ import annotations

from functools import cache

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.orm import joinedload, load_only
from werkzeug.wrappers import Response

from .. import access, hypermedia, limits, overview
from ..extensions import db, limiter
from ..models import Department, Message, Ticket
from ..models.paging import ticket_page
from ..models.words import Priority, Role, Status
from ..presentation import digits
from ..threads import TicketPages
from . import bp
from .forms import TicketForm

LIST_PIECES = {"ticket-list": "portal/_ticket_list.html"}
FORM_PIECES = {"ticket-form": "portal/_ticket_form.html"}
pages = TicketPages("portal/ticket.html")


@bp.get("/tickets")
@limits.of_searches
def tickets() -> Response:
    version = current_user.ticket_changes
    if hypermedia.is_poll(version):
        return hypermedia.unchanged()
    q, status = request.args.get("q", "").strip(), request.args.get("status", "")
    if status not in list(Status):
        status = ""
    query = _listed(current_user.role, status)
    if q:
        query = query.where(access.holding(current_user, q))
    page = ticket_page(query, request.args.get("page", ""), viewer=current_user.id)
    counts = overview.counts_by_status(current_user, q)
    context = {"page": page, "q": q, "status": status, "counts": counts, "version": version}
    return hypermedia.page("portal/tickets.html", pieces=LIST_PIECES, **context)


@bp.get("/tickets/new")
def new_ticket() -> Response:
    return _new_ticket_page(TicketForm())


@bp.post("/tickets/new")
@limiter.limit(limits.NEW_TICKETS)
@limits.of_files
def create_ticket() -> Response:
    form = TicketForm()
    form.receive_files(current_user)
    customer = access.person_to_change(current_user)
    sent = Message.sent_with(form.form_id.data, customer)
    if sent is None:
        form.hold_files(customer)
        if not form.validate():
            db.session.commit()
            return _new_ticket_page(form, http_status=422)
        ticket = Ticket.open(
            customer,
            form.chosen_department,
            form.subject.data,
            form.body.data,
            priority=Priority(form.priority.data),
            attachments=form.kept,
            form_id=form.form_id.data,
        )
        flash(_("Your request was sent; its code is %(code)s.", code=digits(ticket.code)), "success")
    else:
        form.drop_files()
        ticket = sent.ticket
    db.session.commit()
    return hypermedia.go(url_for(".ticket", code=ticket.code))


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
    return pages.info(code, "portal/info.html")


@bp.post("/tickets/<code>/draft")
def draft(code: str) -> Response:
    return pages.keep_draft(code)


@cache
def _listed(role: Role, status: str) -> Select[Ticket]:
    """The tickets in `status` ("": in any), with what the list shows; `viewer` is whose list it is."""
    tickets = access.tickets_seen_by(role).options(
        load_only(Ticket.code, Ticket.subject, Ticket.status, Ticket.changed_at),
        joinedload(Ticket.department, innerjoin=True).load_only(Department.name),
    )
    return tickets.where(Ticket.status == Status(status)) if status else tickets


def _new_ticket_page(form: TicketForm, http_status: int = 200) -> Response:
    context = {"form": form, "kept": form.kept, "refused": form.refused}
    return hypermedia.page("portal/new_ticket.html", pieces=FORM_PIECES, http_status=http_status, **context)
