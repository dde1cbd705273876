"""Changing many tickets at once, and taking it back."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from .. import access, hypermedia, presentation
from ..extensions import begin_write, db
from ..models.bulk import Changes, undo
from ..models.words import Status
from . import bp
from .changes import changes_asked_for

AT_ONCE = 200


@bp.post("/bulk")
def bulk() -> Response:
    codes = list(dict.fromkeys(request.form.getlist("codes")))[:AT_ONCE]
    begin_write()
    changes = changes_asked_for(request.form.to_dict() | _of_button(request.form.get("quick", "")))
    if not codes or changes == Changes():
        return _nothing_asked()
    tickets = access.tickets_to_change(current_user, codes)
    batch, number = changes.apply(tickets, current_user)
    db.session.commit()
    return _done(_sentence(changes, number), batch if number else "")


@bp.post("/bulk/undo")
def undo_bulk() -> Response:
    begin_write()
    number = undo(request.form.get("batch", ""), current_user)
    db.session.commit()
    return _done(_undone(number), "")


def _of_button(name: str) -> dict[str, str]:
    """What the buttons of the bar ask for that need no choice."""
    asked = {"take": {"assignee": current_user.username}, "close": {"status": Status.CLOSED}}
    return asked.get(name, {})


def _sentence(changes: Changes, number: int) -> str:
    if not number:
        return _("It was so already; nothing has changed.")
    return ngettext(
        "%(count)s request was changed (%(what)s).",
        "%(count)s requests were changed (%(what)s).",
        number,
        count=presentation.digits(number),
        what=_("; ").join(changes.words()),
    )


def _undone(number: int) -> str:
    if not number:
        return _("There was nothing left to take back.")
    return ngettext(
        "%(count)s request is as it was.",
        "%(count)s requests are as they were.",
        number,
        count=presentation.digits(number),
    )


def _nothing_asked() -> Response:
    if not hypermedia.wants_fragment():
        raise UnprocessableEntity
    said = _("Choose at least one request, and what is to change.")
    return hypermedia.page("staff/bulk_done.html", http_status=422, said=said, batch="")


def _done(said: str, batch: str) -> Response:
    """Say what was done, with the way back; the queue asks for its news by itself."""
    if not hypermedia.wants_fragment():
        flash(said, "undo:" + batch if batch else "success")
    location = hypermedia.local_path(request.form.get("next")) or url_for(".queue")
    return hypermedia.changes("staff/bulk_done.html", location, said=said, batch=batch)
