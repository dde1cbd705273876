"""A person's page: their role and departments, letting them in or not, a link for a new password, a lost
second factor."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from ... import access, hypermedia, letters
from ...extensions import db
from ...models import Ticket, TicketCount, User, second_factor
from ...models.rules import NotAllowed
from ...models.words import Role
from .. import bp
from . import admins_only, changed, one, refused, wanted_state
from .forms import RoleForm

PERSON = "staff/admin/_person.html"
PIECES = {"person": PERSON}


@bp.get("/people/<int:ident>")
@admins_only
def person(ident: int) -> Response:
    return hypermedia.page("staff/admin/person.html", pieces=PIECES, **_shown(one(User, ident)))


@bp.post("/people/<int:ident>")
@admins_only
def change_person(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(User, ident)
    form = RoleForm(found)
    if not form.validate():
        return _refused(found, form=form)
    try:
        found.change_role(Role(form.role.data), by=admin)
    except NotAllowed as reason:
        return _refused(found, reason)
    found.serve(form.chosen_departments, by=admin)
    return _changed(found, _("The role and the departments of %(name)s are saved.", name=found.full_name))


@bp.post("/people/<int:ident>/active")
@admins_only
def let_in(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(User, ident)
    if wanted_state("active"):
        found.enable(by=admin)
        return _changed(found, _("%(name)s can log in again.", name=found.full_name))
    try:
        found.disable(by=admin)
    except NotAllowed as reason:
        return _refused(found, reason)
    return _changed(found, _("%(name)s is logged out everywhere and cannot log in.", name=found.full_name))


@bp.post("/people/<int:ident>/reset-link")
@admins_only
def make_reset_link(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(User, ident)
    try:
        token = found.offer_reset(by=admin)
    except NotAllowed as reason:
        return _refused(found, reason)
    db.session.commit()
    # On this answer alone: only the hash of the token is kept.
    shown = _shown(found, link=letters.reset_address(token))
    return hypermedia.page("staff/admin/person.html", pieces=PIECES, **shown)


@bp.post("/people/<int:ident>/second-factor")
@admins_only
def switch_off_factor(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(User, ident)
    try:
        if second_factor.switch_off_for(found, by=admin):
            letters.second_factor_changed(found)
    except NotAllowed as reason:
        return _refused(found, reason)
    return _changed(found, _("%(name)s logs in with the password alone now.", name=found.full_name))


def _changed(found: User, said: str) -> Response:
    db.session.commit()
    return changed(said, url_for(".person", ident=found.id), PERSON, **_shown(found))


def _refused(found: User, reason: NotAllowed | None = None, **forms: Any) -> Response:
    db.session.rollback()
    return refused("staff/admin/person.html", PIECES, reason, **_shown(found, **forms))


def _shown(found: User, form: RoleForm | None = None, link: str = "") -> dict[str, Any]:
    sent = select(func.count()).where(Ticket.customer_id == found.id)
    return {
        "person": found,
        "form": form or RoleForm(found, formdata=None),
        "link": link,
        "sent": db.session.scalar(sent) or 0,
        "answers_for": TicketCount.living_of(found.id),
    }
