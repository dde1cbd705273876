"""The audit: who changed what in the desk's set-up, and when."""

from __future__ import annotations

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from ... import hypermedia, jalali
from ...extensions import db
from ...models import AuditEntry, User
from ...models.paging import newest_first, page_of
from ...models.words import utc_now
from .. import bp
from . import admins_only
from .forms import AuditForm

PIECES = {"audit": "staff/admin/_audit.html"}


@bp.get("/audit")
@admins_only
def audit() -> Response:
    zone = current_app.config["TZ"]
    form = AuditForm(zone, formdata=request.args)
    form.person.choices = [SelectChoice("", _l("Everybody")), *_people()]
    valid = form.validate()
    entries = AuditEntry.wanted(int(form.person.data) if valid and form.person.data else None, form.between)
    page = page_of(entries, request.args.get("page", ""), newest_first(AuditEntry.id))
    context = {"form": form, "page": page, "today": jalali.short_day(utc_now(), zone, "en")}
    return hypermedia.page("staff/admin/audit.html", pieces=PIECES, http_status=200 if valid else 422, **context)


def _people() -> list[SelectChoice]:
    """Those who ever changed anything, by name."""
    acted = select(User.id, User.full_name).where(User.id.in_(select(AuditEntry.actor_id))).order_by(User.full_name)
    return [SelectChoice(str(ident), name) for ident, name in db.session.execute(acted)]
