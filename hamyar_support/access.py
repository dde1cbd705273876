"""Who may see and do what. A look-up goes through its viewer: what they may not see does not exist for them.

What most requests ask is written once, with places for its values such as `viewer`: writing a query anew takes as long
as asking it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import abort, current_app
from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, true
from sqlalchemy.orm import joinedload

from .extensions import begin_write, db
from .models import Attachment, Draft, Event, LoginSession, Message, Ticket, TicketCount, User
from .models.department import department_agents
from .models.paging import LARGEST_ID
from .models.search import holds
from .models.words import MessageKind, Role, Status

VIEWER: Any = bindparam("viewer")


def visible_tickets(user: User) -> Select[Ticket]:
    """A query for the tickets that `user` may see.

    A customer sees their own; an admin all; an agent those of their departments and those assigned to them, and all
    where no department was named for them.
    """
    return _visible_tickets(user.role, user.id)


@cache
def tickets_seen_by(role: Role) -> Select[Ticket]:
    """The same for everyone of `role`: whoever asks it gives the viewer's id as the value `viewer`."""
    return _visible_tickets(role, VIEWER)


def _visible_tickets(role: Role, viewer: Any) -> Select[Ticket]:
    tickets = select(Ticket)
    if role is Role.ADMIN:
        return tickets
    if role is Role.AGENT:
        served = _served_departments(viewer)
        return tickets.where(or_(Ticket.department_id.in_(served), Ticket.assignee_id == viewer, ~served.exists()))
    return tickets.where(Ticket.customer_id == viewer)


def kept_counts_seen_by(role: Role) -> ColumnElement[bool]:
    """The condition that a kept count is of tickets that the value `viewer`, the id of a `role`, may see."""
    if role is Role.ADMIN:
        return true()
    served = _served_departments(VIEWER)
    return or_(TicketCount.department_id.in_(served), TicketCount.assignee_key == VIEWER, ~served.exists())


def holding(user: User, query: str) -> ColumnElement[bool]:
    """The condition that a ticket holds the words of `query` in what `user` may see of it."""
    return holds(Ticket.id.expression, Ticket.customer_id.expression, query, internal=user.is_staff)


def ticket_for(user: User, code: str) -> Ticket:
    """The ticket `code` with its people and department, if `user` may see it; otherwise 404."""
    return _one(_ticket(user.role), user, code)


def sees(user: User, ticket: Ticket) -> bool:
    """Whether `user` may see `ticket` as it is now: a change may have taken it out of their departments."""
    seen = visible_tickets(user).where(Ticket.id == ticket.id).with_only_columns(Ticket.id)
    return db.session.scalar(seen) is not None


def ticket_to_change(user: User, code: str) -> Ticket:
    """The same, inside a new write transaction, with the row locked until it ends."""
    begin_write()
    Ticket.lock(select(Ticket.id).where(Ticket.code == code))
    return _one(_ticket(user.role), user, code)


def tickets_to_change(user: User, codes: Sequence[str]) -> list[Ticket]:
    """Those of the tickets `codes` that `user` may see, locked, inside the caller's write transaction."""
    Ticket.lock(select(Ticket.id).where(Ticket.code.in_(codes)))
    return _visible(user, Ticket.code.in_(codes))


def two_tickets_to_change(user: User, code: str, other: str | None) -> tuple[Ticket, Ticket | None]:
    """The ticket `code`, and the ticket `other` (None: the one that the first was merged into) or None where there is
    none that `user` may see; both locked in a new write transaction. 404 if `user` may not see the first, or the one
    that it was merged into.
    """
    begin_write()
    Ticket.lock(select(Ticket.id).where(Ticket.code.in_([code, other or code])))
    one = next(iter(_visible(user, Ticket.code == code)), None)
    if one is None:
        abort(404)
    second = Ticket.code == other if other is not None else Ticket.id == one.merged_into_id
    two = next(iter(_visible(user, second)), None)
    if other is None and one.merged_into_id is not None and two is None:
        abort(404)
    return one, two


def person_to_change(user: User) -> User:
    """`user` read anew and locked, inside a new write transaction: what one person sends stands in line."""
    begin_write()
    return db.session.get_one(User, user.id, populate_existing=True, with_for_update=True)


def session_to_end(user: User, ident: int) -> LoginSession:
    """The session `ident` of `user`, ended or not, inside a new write transaction; 404 where it is not theirs."""
    begin_write()
    found = db.session.get(LoginSession, ident) if ident <= LARGEST_ID else None
    if found is None or found.user_id != user.id:
        abort(404)
    return found


def messages_for(user: User) -> Select[Message]:
    """A query for the messages that `user` may read of the ticket whose id is the value `ticket`.

    Notes are for staff alone.
    """
    return _messages(user.is_staff)


@cache
def _messages(internal: bool) -> Select[Message]:
    messages = select(Message).where(Message.ticket_id == bindparam("ticket"))
    return messages if internal else messages.where(Message.kind == MessageKind.REPLY)


def events_for(user: User) -> Select[Event]:
    """A query for the history, as far as `user` may read it in the conversation, of the ticket whose id is `ticket`."""
    return _events(user.is_staff)


@cache
def _events(internal: bool) -> Select[Event]:
    events = select(Event).where(Event.ticket_id == bindparam("ticket"), Event.automatic.is_(False))
    events = events.options(joinedload(Event.actor, innerjoin=True).load_only(User.full_name))
    return events if internal else events.where(Event.internal.is_(False))


def version_for(user: User, ticket: Ticket) -> int:
    """What counts the changes of `ticket` that `user` can see."""
    return ticket.version if user.is_staff else ticket.public_version


def current_version(user: User, code: str) -> int:
    """The same for the ticket `code` as it is now, by one indexed query; 404 if `user` may not see it."""
    found: int | None = db.session.scalar(_version(user.role), {"viewer": user.id, "code": code})
    if found is None:
        abort(404)
    return found


@cache
def _version(role: Role) -> Select[Any]:
    version = Ticket.public_version if role is Role.CUSTOMER else Ticket.version
    return tickets_seen_by(role).where(Ticket.code == bindparam("code")).with_only_columns(version)


def statuses_for(user: User) -> tuple[Status, ...]:
    """The statuses that `user` may give a ticket: a customer closes and re-opens."""
    return tuple(Status) if user.is_staff else (Status.OPEN, Status.CLOSED)


def administers(user: User) -> bool:
    """Whether `user` may see and change how the desk is set up: its people, departments, questions, canned replies."""
    return user.role is Role.ADMIN


def owes_second_factor(user: User) -> bool:
    """Whether `user` must first switch on the second step of logging in, since the desk asks it of all staff."""
    return bool(current_app.config["REQUIRE_TOTP"]) and user.is_staff and user.totp_secret is None


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


def _served_departments(agent: Any) -> Select[int]:
    return select(department_agents.c.department_id).where(department_agents.c.user_id == agent)


@cache
def _ticket(role: Role) -> Select[Any]:
    """The ticket whose code is the value `code`, and the viewer's draft on it."""
    drafts = and_(Draft.ticket_id == Ticket.id, Draft.user_id == VIEWER)
    ticket = tickets_seen_by(role).where(Ticket.code == bindparam("code"))
    return _with_people(ticket).outerjoin(Draft, drafts).add_columns(Draft)


def _one(query: Select[Any], user: User, code: str) -> Ticket:
    values = {"viewer": user.id, "code": code}
    row = db.session.execute(query, values, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        abort(404)
    ticket: Ticket = row[0]
    ticket.draft = row[1]
    return ticket


def _visible(user: User, which: ColumnElement[bool]) -> list[Ticket]:
    """Those of the tickets `which` that `user` may see, as they are now, by their ids."""
    query = _with_people(visible_tickets(user).where(which).order_by(Ticket.id))
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def _with_people(query: Select[Ticket]) -> Select[Ticket]:
    return query.options(
        joinedload(Ticket.department, innerjoin=True),
        joinedload(Ticket.assignee),
        joinedload(Ticket.customer, innerjoin=True),
    )
