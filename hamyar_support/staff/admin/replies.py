"""Canned replies: writing, retiring and bringing back the texts that staff send often."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ... import access, hypermedia
from ...extensions import db
from ...models import CannedReply
from ...models.canned_reply import VARIABLES
from .. import bp
from . import admins_only, changed, one, wanted_state
from .forms import ReplyForm

LIST = "staff/admin/_replies.html"
PIECES = {"replies": LIST}


@bp.get("/replies")
@admins_only
def replies() -> Response:
    return hypermedia.page("staff/admin/replies.html", pieces=PIECES, **_listed())


@bp.get("/replies/new")
@admins_only
def new_reply() -> Response:
    return _editor(ReplyForm())


@bp.post("/replies/new")
@admins_only
def create_reply() -> Response:
    admin, form = access.admin_to_act(current_user), ReplyForm()
    if not form.validate():
        return _editor(form)
    return _saved(CannedReply.create(form.text, by=admin))


@bp.get("/replies/<int:ident>")
@admins_only
def canned_reply(ident: int) -> Response:
    found = one(CannedReply, ident)
    return _editor(ReplyForm(found), found)


@bp.post("/replies/<int:ident>")
@admins_only
def edit_reply(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(CannedReply, ident)
    form = ReplyForm(found)
    if not form.validate() or form.is_behind(found):
        return _editor(form, found)
    found.edit(form.text, by=admin)
    return _saved(found)


@bp.post("/replies/<int:ident>/retired")
@admins_only
def retire_reply(ident: int) -> Response:
    admin, found = access.admin_to_act(current_user), one(CannedReply, ident)
    if wanted_state("retired"):
        found.retire(by=admin)
        said = _("“%(name)s” is retired; it is kept here.", name=found.title)
    else:
        found.restore(by=admin)
        said = _("“%(name)s” can be used again.", name=found.title)
    db.session.commit()
    return changed(said, url_for(".replies"), LIST, **_listed(touched=ident))


def _saved(found: CannedReply) -> Response:
    db.session.commit()
    flash(_("“%(name)s” is saved.", name=found.title), "success")
    return hypermedia.go(url_for(".replies"))


def _editor(form: ReplyForm, found: CannedReply | None = None) -> Response:
    http_status = 422 if form.errors else 200
    context: dict[str, Any] = {"form": form, "found": found, "variables": VARIABLES}
    return hypermedia.page("staff/admin/reply.html", http_status=http_status, **context)


def _listed(touched: int | None = None) -> dict[str, Any]:
    """What the page shows; the reply that was `touched` keeps the keyboard."""
    return {
        "replies": db.session.scalars(CannedReply.in_use()).all(),
        "retired": db.session.scalars(CannedReply.retired()).all(),
        "touched": touched,
    }
