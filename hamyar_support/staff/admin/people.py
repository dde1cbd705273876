"""The people: finding staff and customers, and adding somebody to the staff."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from ... import access, hypermedia, limits, security
from ...extensions import db
from ...models import User
from ...models.paging import newest_first, page_of
from ...models.words import Role
from ...persian import normalise_mobile
from .. import bp
from . import admins_only
from .forms import NewStaffForm

PIECES = {"people": "staff/admin/_people.html"}
GROUPS = {
    "staff": _l("Staff"),
    "customers": _l("Customers"),
    "disabled": _l("Disabled"),
    "all": _l("Everybody"),
}
CONDITIONS: dict[str, tuple[Any, ...]] = {
    "staff": (User.role.in_((Role.AGENT, Role.ADMIN)),),
    "customers": (User.role == Role.CUSTOMER,),
    "disabled": (User.disabled_at.is_not(None),),
    "all": (),
}


@bp.get("/people")
@admins_only
@limits.of_searches
def people() -> Response:
    q, asked = request.args.get("q", "").strip()[:200], request.args.get("group", "")
    asked = asked if asked in GROUPS else ""
    # Looked for by name, a person may be anybody.
    group = asked or ("all" if q else "staff")
    found = (User.found_by(q) if q else select(User)).where(*CONDITIONS[group])
    found = found.options(selectinload(User.departments))
    page = page_of(found, request.args.get("page", ""), newest_first(User.id))
    context: dict[str, Any] = {"page": page, "q": q, "group": group, "asked": asked, "groups": GROUPS}
    return hypermedia.page("staff/admin/people.html", pieces=PIECES, **context)


@bp.get("/people/new")
@admins_only
def new_person() -> Response:
    return hypermedia.page("staff/admin/new_person.html", form=NewStaffForm())


@bp.post("/people/new")
@admins_only
def create_person() -> Response:
    # Hashing takes long; nobody waits for it.
    password_hash = security.hash_password(request.form.get("password", ""))
    admin, form = access.admin_to_act(current_user), NewStaffForm()
    if not form.validate():
        return hypermedia.page("staff/admin/new_person.html", http_status=422, form=form)
    person = _hired(form, password_hash, admin)
    db.session.commit()
    flash(_("%(name)s can log in now.", name=person.full_name), "success")
    return hypermedia.go(url_for(".person", ident=person.id))


def _hired(form: NewStaffForm, password_hash: str, admin: User) -> User:
    return User.hire(
        form.username.data,
        form.email.data,
        form.full_name.data,
        password_hash,
        role=Role(form.role.data),
        mobile=normalise_mobile(form.mobile.data) or "",
        departments=form.chosen_departments,
        by=admin,
    )
