"""Saved views: naming a filter, sharing it with the team, letting it go."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import func, literal, select
from werkzeug.wrappers import Response
from wtforms import BooleanField

from .. import hypermedia
from ..extensions import begin_write, db
from ..forms import AtMost, Form, LineField, Required
from ..models import SavedView, User
from . import bp
from .filters import Filter

# Counted no further: "99+" says enough, and a count costs no more than that.
COUNTED_TO = 100


class SavedViewForm(Form):
    name = LineField(_l("Name of the view"), [Required(_l("Give the view a name.")), AtMost(60)])
    shared = BooleanField(_l("For the whole team"))


@bp.post("/views")
def save_view() -> Response:
    form, wanted = SavedViewForm(), Filter.of_query(request.form.get("query", ""))
    if not form.validate():
        flash(str(next(iter(form.errors.values()))[0]), "error")
        return hypermedia.go(url_for(".queue") + "?" + wanted.query)
    begin_write()
    db.session.add(
        SavedView(owner_id=current_user.id, name=form.name.data, query=wanted.query, shared=form.shared.data)
    )
    db.session.commit()
    flash(_("The view “%(name)s” is saved.", name=form.name.data), "success")
    return hypermedia.go(url_for(".queue") + "?" + wanted.query)


@bp.post("/views/<int:ident>/delete")
def forget_view(ident: int) -> Response:
    begin_write()
    view = db.session.scalars(SavedView.owned_by(current_user).where(SavedView.id == ident)).one_or_none()
    if view is None:
        abort(404)
    db.session.delete(view)
    db.session.commit()
    return hypermedia.go(url_for(".queue"))


def saved_views(user: User, zone: ZoneInfo) -> list[tuple[SavedView, int]]:
    """The views in the side bar of `user`, each with its count up to COUNTED_TO, by two queries."""
    views = list(db.session.scalars(SavedView.seen_by(user)))
    if not views:
        return []
    counts = [_count(Filter.of_query(view.query), user, zone) for view in views]
    return list(zip(views, db.session.execute(select(*counts)).one(), strict=True))


def _count(wanted: Filter, user: User, zone: ZoneInfo) -> Any:
    few = wanted.tickets(user, zone).with_only_columns(literal(1).label("one")).limit(COUNTED_TO).subquery()
    return select(func.count()).select_from(few).scalar_subquery()
