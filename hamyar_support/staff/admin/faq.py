"""The questions and answers as a list: categories and their order, what is shown on the site and what is not."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from ... import access, hypermedia
from ...extensions import db
from ...models import FaqCategory, FaqEntry
from ...models.rules import NotAllowed
from .. import bp
from . import admins_only, changed, digits, one, refused, wanted_place, wanted_state
from .forms import NameForm

LIST = "staff/admin/_faq.html"
PIECES = {"faq": LIST}


@bp.get("/faq")
@admins_only
def faq() -> Response:
    edited = request.args.get("edit", type=int)
    naming = NameForm(edited, obj=one(FaqCategory, edited)) if edited else None
    touched = request.args.get("touched", type=int)
    return hypermedia.page("staff/admin/faq.html", pieces=PIECES, **_listed(naming=naming, touched=touched))


@bp.post("/faq/categories")
@admins_only
def create_category() -> Response:
    admin, form = access.admin_to_act(current_user), NameForm()
    if not form.validate():
        return _refused(form=form)
    made = FaqCategory.create(form.name.data, by=admin)
    return _changed(_("The category “%(name)s” is ready for questions.", name=made.name))


@bp.post("/faq/categories/<int:ident>/name")
@admins_only
def rename_category(ident: int) -> Response:
    admin, category = access.admin_to_act(current_user), one(FaqCategory, ident)
    form = NameForm(ident)
    if not form.validate():
        return _refused(naming=form)
    category.rename(form.name.data, by=admin)
    return _changed(_("The category is called “%(name)s” now.", name=category.name), touched=ident)


@bp.post("/faq/categories/<int:ident>/position")
@admins_only
def move_category(ident: int) -> Response:
    admin, category = access.admin_to_act(current_user), one(FaqCategory, ident)
    category.move_to(wanted_place(), by=admin)
    place = digits(category.position)
    return _changed(_("“%(name)s” is at place %(place)s now.", name=category.name, place=place))


@bp.post("/faq/categories/<int:ident>/delete")
@admins_only
def delete_category(ident: int) -> Response:
    admin, category = access.admin_to_act(current_user), one(FaqCategory, ident)
    try:
        category.delete(by=admin)
    except NotAllowed as reason:
        return _refused(reason)
    return _changed(_("The category “%(name)s” is deleted.", name=category.name))


@bp.post("/faq/<int:ident>/position")
@admins_only
def move_faq_entry(ident: int) -> Response:
    admin, entry = access.admin_to_act(current_user), one(FaqEntry, ident)
    entry.move_to(wanted_place(), by=admin)
    place = digits(entry.position)
    return _changed(_("“%(name)s” is at place %(place)s now.", name=entry.question, place=place))


@bp.post("/faq/<int:ident>/published")
@admins_only
def publish_faq_entry(ident: int) -> Response:
    admin, entry = access.admin_to_act(current_user), one(FaqEntry, ident)
    entry.publish(wanted_state("published"), by=admin)
    if entry.published:
        return _changed(_("“%(name)s” is on the site now.", name=entry.question), touched_entry=ident)
    return _changed(_("“%(name)s” is off the site; it is kept here.", name=entry.question), touched_entry=ident)


def _changed(said: str, **touched: Any) -> Response:
    db.session.commit()
    return changed(said, url_for(".faq"), LIST, **_listed(**touched))


def _refused(reason: NotAllowed | None = None, **forms: NameForm) -> Response:
    db.session.rollback()
    return refused("staff/admin/faq.html", PIECES, reason, **_listed(**forms))


def _listed(
    form: NameForm | None = None,
    naming: NameForm | None = None,
    touched: int | None = None,
    touched_entry: int | None = None,
) -> dict[str, Any]:
    """What the page shows; `form` is for a new category, `naming` for one being renamed; what was touched by its id
    keeps the keyboard.
    """
    categories = db.session.scalars(FaqCategory.in_order().options(selectinload(FaqCategory.entries))).all()
    return {
        "categories": categories,
        "form": form or NameForm(formdata=None),
        "naming": naming,
        "touched": touched,
        "touched_entry": touched_entry,
    }
