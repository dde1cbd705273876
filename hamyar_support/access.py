"""Who may see and do what. A look-up goes through its viewer: what they may not see does not exist for them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort
from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from .extensions import begin_write, db
from .models import Attachment, Department, Draft, Event, Message, SavedView, Ticket, TicketCount, User
from .models.department import department_agents
from .models.search import holds
from .models.words import MessageKind, Role, Status


def visible_tickets(user: User) -> Select[Ticket]:
    """A query for the tickets that `user` may see.

    A customer sees their own; an admin all; an agent those of their departments and those assigned to them, and all
    where no department was named for them.
    """
    tickets = select(Ticket)
    if user.role is Role.ADMIN:
        return tickets
    if user.role is Role.AGENT:
        served = _served_departments(user)
        return tickets.where(or_(Ticket.department_id.in_(served), Ticket.assignee_id == user.id, ~served.exists()))
    return tickets.where(Ticket.customer_id == user.id)


def counts_by_status(user: User) -> dict[str, int]:
    """How many tickets `user` may see in each status; every status is there."""
    visible = visible_tickets(user).with_only_columns(Ticket.status, func.count()).group_by(Ticket.status)
    found = dict(db.session.execute(visible).all())
    return {status.value: found.get(status, 0) for status in Status}


def counts_by_view(user: User) -> dict[str, int]:
    """How many tickets each view of the queue holds for `user`, from the kept counts: one query, no scan of tickets."""
    counts = select(TicketCount.assignee_key, TicketCount.status, func.sum(TicketCount.number))
    if user.role is not Role.ADMIN:
        served = _served_departments(user)
        seen = or_(TicketCount.department_id.in_(served), TicketCount.assignee_key == user.id, ~served.exists())
        counts = counts.where(seen)
    views = dict.fromkeys(("mine", "unassigned", *Status, "all"), 0)
    for assignee, status, number in db.session.execute(counts.group_by(TicketCount.assignee_key, TicketCount.status)):
        views[status] += number
        views["all"] += number
        if status is not Status.CLOSED:
            views["mine"] += number if assignee == user.id else 0
            views["unassigned"] += number if assignee == 0 else 0
    return views


def desk_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The departments in use and the active staff, as pairs of what a form sends and what it shows; one query."""
    departments = select(
        literal("department"),
        cast(Department.id, String),
        Department.name.label("name"),
        Department.position.label("place"),
    ).where(Department.retired_at.is_(None))
    agents = select(literal("agent"), User.username, User.full_name, literal(0)).where(
        User.role != Role.CUSTOMER, User.disabled_at.is_(None)
    )
    found: dict[str, list[tuple[str, str]]] = {"department": [], "agent": []}
    for kind, value, name, _position in db.session.execute(union_all(departments, agents).order_by("place", "name")):
        found[kind].append((value, name))
    return found["department"], found["agent"]


def desk_now(user: User) -> tuple[str, list[SavedView]]:
    """The version of the desk and the saved views that `user` sees, own ones first; one query.

    The version changes with every message and event of any ticket: it is the newest id of each, by their primary keys.
    """
    newest = select(
        select(func.max(Message.id)).scalar_subquery().label("message"),
        select(func.max(Event.id)).scalar_subquery().label("event"),
    ).subquery()
    with_views = select(newest.c.message, newest.c.event, SavedView).select_from(newest)
    with_views = with_views.outerjoin(SavedView, SavedView.is_seen_by(user)).order_by(*SavedView.own_first(user))
    found = db.session.execute(with_views).all()
    message, event, _view = found[0]
    return f"{message or 0}-{event or 0}", [view for _message, _event, view in found if view]


def holding(user: User, query: str) -> ColumnElement[bool]:
    """The condition that a ticket holds the words of `query` in what `user` may see of it."""
    return holds(Ticket.id.expression, Ticket.customer_id.expression, query, internal=user.is_staff)


def ticket_for(user: User, code: str) -> Ticket:
    """The ticket `code` with its people and department, if `user` may see it; otherwise 404."""
    return _one(visible_tickets(user).where(Ticket.code == code), user)


def sees(user: User, ticket: Ticket) -> bool:
    """Whether `user` may see `ticket` as it is now: a change may have taken it out of their departments."""
    seen = visible_tickets(user).where(Ticket.id == ticket.id).with_only_columns(Ticket.id)
    return db.session.scalar(seen) is not None


def ticket_to_change(user: User, code: str) -> Ticket:
    """The same, inside a new write transaction, with the row locked until it ends."""
    begin_write()
    return _one(visible_tickets(user).where(Ticket.code == code).with_for_update(of=Ticket), user)


def tickets_to_change(user: User, codes: Sequence[str]) -> list[Ticket]:
    """Those of the tickets `codes` that `user` may see, locked, inside the caller's write transaction."""
    query = visible_tickets(user).where(Ticket.code.in_(codes)).order_by(Ticket.id).with_for_update(of=Ticket)
    return list(db.session.scalars(_with_people(query), execution_options={"populate_existing": True}))


def two_tickets_to_change(user: User, code: str, other: str | None) -> tuple[Ticket, Ticket | None]:
    """The ticket `code`, and the ticket `other` (None: the one that the first was merged into) or None where `user`
    may not see it; both locked in a new write transaction, in the order of their ids so that two hands cannot block
    one another. 404 if `user` may not see the first, or the one that it was merged into.
    """
    begin_write()
    ticket_id = db.session.scalar(visible_tickets(user).where(Ticket.code == code).with_only_columns(Ticket.id))
    if ticket_id is None:
        abort(404)
    second = Ticket.code == other if other is not None else Ticket.id.in_(_merged_into(ticket_id))
    query = visible_tickets(user).where(or_(Ticket.id == ticket_id, second)).order_by(Ticket.id)
    found = db.session.scalars(
        _with_people(query).with_for_update(of=Ticket), execution_options={"populate_existing": True}
    ).all()
    one = next(ticket for ticket in found if ticket.id == ticket_id)
    if other is None and one.merged_into_id not in (None, *(ticket.id for ticket in found)):
        abort(404)
    return one, next((ticket for ticket in found if ticket is not one), one if one.code == other else None)


def person_to_change(user: User) -> User:
    """`user` read anew, inside a new write transaction and locked until it ends: what one person sends waits in line."""
    begin_write()
    return db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)


def messages_for(user: User, ticket: Ticket) -> Select[Message]:
    """A query for the messages of `ticket` that `user` may read: notes are for staff alone."""
    messages = select(Message).where(Message.ticket_id == ticket.id)
    return messages if user.is_staff else messages.where(Message.kind == MessageKind.REPLY)


def events_for(user: User, ticket: Ticket) -> Select[Event]:
    """A query for the lines of the history of `ticket` that `user` may read in the conversation."""
    events = select(Event).where(Event.ticket_id == ticket.id, Event.automatic.is_(False))
    events = events.options(joinedload(Event.actor, innerjoin=True))
    return events if user.is_staff else events.where(Event.internal.is_(False))


def version_for(user: User, ticket: Ticket) -> int:
    """What counts the changes of `ticket` that `user` can see."""
    return ticket.version if user.is_staff else ticket.public_version


def current_version(user: User, code: str) -> int:
    """The same for the ticket `code` as it is now, by one indexed query; 404 if `user` may not see it."""
    version = Ticket.version if user.is_staff else Ticket.public_version
    found = db.session.scalar(visible_tickets(user).where(Ticket.code == code).with_only_columns(version))
    if found is None:
        abort(404)
    return found


def statuses_for(user: User) -> tuple[Status, ...]:
    """The statuses that `user` may give a ticket: a customer closes and re-opens."""
    return tuple(Status) if user.is_staff else (Status.OPEN, Status.CLOSED)


def administers(user: User) -> bool:
    """Whether `user` may see and change how the desk is set up: its people, departments, questions, canned replies."""
    return user.role is Role.ADMIN


def admin_to_act(user: User) -> User:
    """`user` read anew, inside the new write transaction of an administrative change; 404 unless still an admin.

    The rows of all admins are locked until it ends: such changes happen one after the other, and two admins cannot
    remove one another at once.
    """
    begin_write()
    admins = select(User).where(User.role == Role.ADMIN, User.disabled_at.is_(None)).order_by(User.id)
    found = db.session.scalars(admins.with_for_update(), execution_options={"populate_existing": True}).all()
    admin = next((admin for admin in found if admin.id == user.id), None)
    if admin is None:
        abort(404)
    return admin


def attachment_for(user: User, ident: str) -> Attachment:
    """The attachment `ident` if `user` may read its message, or has yet to send it; otherwise 404."""
    attachment = db.session.scalars(
        select(Attachment).where(Attachment.id == ident).options(joinedload(Attachment.message))
    ).one_or_none()
    if attachment is None:
        abort(404)
    message = attachment.message
    if message is None:
        if attachment.uploader_id != user.id:
            abort(404)
        return attachment
    seen = visible_tickets(user).where(Ticket.id == message.ticket_id).with_only_columns(Ticket.id)
    if (message.is_note and not user.is_staff) or db.session.scalar(seen) is None:
        abort(404)
    return attachment


def _served_departments(user: User) -> Select[int]:
    return select(department_agents.c.department_id).where(department_agents.c.user_id == user.id)


def _merged_into(ticket_id: int) -> Select[int | None]:
    return select(Ticket.merged_into_id).where(Ticket.id == ticket_id, Ticket.merged_into_id.is_not(None))


def _one(query: Select[Ticket], user: User) -> Ticket:
    drafts = and_(Draft.ticket_id == Ticket.id, Draft.user_id == user.id)
    found = _with_people(query).outerjoin(Draft, drafts).add_columns(Draft)
    row = db.session.execute(found, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        abort(404)
    ticket: Ticket = row[0]
    ticket.draft = row[1]
    return ticket


def _with_people(query: Select[Ticket]) -> Select[Ticket]:
    return query.options(
        joinedload(Ticket.department, innerjoin=True),
        joinedload(Ticket.assignee),
        joinedload(Ticket.customer, innerjoin=True),
    )
