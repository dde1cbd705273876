"""Departments: making, naming, ordering, retiring and bringing back."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ... import access, hypermedia
from ...extensions import db
from ...models import Department, TicketCount
from ...models.rules import NotAllowed
from .. import bp
from . import admins_only, changed, digits, one, refused, wanted_place, wanted_state
from .forms import DepartmentForm

LIST = "staff/admin/_departments.html"
PIECES = {"departments": LIST}


@bp.get("/departments")
@admins_only
def departments() -> Response:
    edited = request.args.get("edit", type=int)
    naming = DepartmentForm(edited, obj=one(Department, edited)) if edited else None
    touched = request.args.get("touched", type=int)
    return hypermedia.page("staff/admin/departments.html", pieces=PIECES, **_listed(naming=naming, touched=touched))


@bp.post("/departments")
@admins_only
def create_department() -> Response:
    admin, form = access.admin_to_act(current_user), DepartmentForm()
    if not form.validate():
        return _refused(form=form)
    made = Department.create(form.name.data, by=admin)
    return _changed(_("The department “%(name)s” is ready.", name=made.name))


@bp.post("/departments/<int:ident>/name")
@admins_only
def rename_department(ident: int) -> Response:
    admin, department = access.admin_to_act(current_user), one(Department, ident)
    form = DepartmentForm(ident)
    if not form.validate():
        return _refused(naming=form)
    department.rename(form.name.data, by=admin)
    return _changed(_("The department is called “%(name)s” now.", name=department.name), department)


@bp.post("/departments/<int:ident>/position")
@admins_only
def move_department(ident: int) -> Response:
    admin, department = access.admin_to_act(current_user), one(Department, ident)
    department.move_to(wanted_place(), by=admin)
    place = digits(department.position)
    return _changed(_("“%(name)s” is at place %(place)s now.", name=department.name, place=place))


@bp.post("/departments/<int:ident>/retired")
@admins_only
def retire_department(ident: int) -> Response:
    admin, department = access.admin_to_act(current_user), one(Department, ident)
    if not wanted_state("retired"):
        department.restore(by=admin)
        return _changed(_("The department “%(name)s” is back in the form.", name=department.name), department)
    try:
        department.retire(by=admin)
    except NotAllowed as reason:
        return _refused(reason)
    return _changed(_("The department “%(name)s” is retired; its requests keep it.", name=department.name), department)


def _changed(said: str, touched: Department | None = None) -> Response:
    db.session.commit()
    return changed(said, url_for(".departments"), LIST, **_listed(touched=touched.id if touched else None))


def _refused(reason: NotAllowed | None = None, **forms: DepartmentForm) -> Response:
    db.session.rollback()
    return refused("staff/admin/departments.html", PIECES, reason, **_listed(**forms))


def _listed(
    form: DepartmentForm | None = None, naming: DepartmentForm | None = None, touched: int | None = None
) -> dict[str, Any]:
    """What the page shows; `form` is for a new one, `naming` for one being renamed; `touched` gets the keyboard."""
    return {
        "departments": db.session.scalars(Department.in_use()).all(),
        "retired": db.session.scalars(Department.retired()).all(),
        "living": TicketCount.living_by_department(),
        "form": form or DepartmentForm(formdata=None),
        "naming": naming,
        "touched": touched,
    }
