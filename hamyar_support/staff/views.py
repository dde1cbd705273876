"""Saved views: naming a filter, sharing it with the team, letting it go."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import hypermedia
from ..extensions import begin_write, db
from ..models import SavedView
from . import bp
from .filters import Filter
from .forms import SavedViewForm
from .queue import show


@bp.post("/views")
def save_view() -> Response:
    form, wanted = SavedViewForm(), Filter.of_query(request.form.get("query", ""))
    if not form.validate():
        return show(wanted, form, http_status=422)
    begin_write()
    db.session.add(
        SavedView(owner_id=current_user.id, name=form.name.data, query=wanted.query, shared=form.shared.data)
    )
    db.session.commit()
    return hypermedia.go(url_for(".queue") + "?" + wanted.query)


@bp.post("/views/<int(max=2147483647):ident>/delete")
def forget_view(ident: int) -> Response:
    begin_write()
    view = db.session.scalars(SavedView.owned_by(current_user).where(SavedView.id == ident)).one_or_none()
    if view is None:
        abort(404)
    db.session.delete(view)
    db.session.commit()
    return hypermedia.go(url_for(".queue"))
