"""Changing many tickets at once, and taking it back."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import begin_write, db
from ..models.bulk import Changes, undo
from . import bp
from .changes import changes_asked_for

AT_ONCE = 200


@bp.post("/bulk")
def bulk() -> Response:
    codes = list(dict.fromkeys(request.form.getlist("codes")))[:AT_ONCE]
    begin_write()
    changes: Changes = changes_asked_for(request.form)
    if not codes or changes == Changes():
        raise UnprocessableEntity
    tickets = access.tickets_to_change(current_user, codes)
    batch, number = changes.apply(tickets, current_user)
    db.session.commit()
    said = ngettext("%(num)s request was changed.", "%(num)s requests were changed.", number)
    return _done(said, batch if number else "")


@bp.post("/bulk/undo")
def undo_bulk() -> Response:
    begin_write()
    number = undo(request.form.get("batch", ""), current_user)
    db.session.commit()
    return _done(ngettext("%(num)s request is as it was.", "%(num)s requests are as they were.", number), "")


def _done(said: str, batch: str) -> Response:
    """Say what was done, with the way back; the queue asks for its news by itself."""
    if not hypermedia.wants_fragment():
        flash(said, "undo:" + batch if batch else "success")
    location = hypermedia.local_path(request.form.get("next")) or url_for(".queue")
    return hypermedia.changes("staff/bulk_done.html", location, said=said, batch=batch)
