"""The mails that did not go: to whom, why, and when they are tried again. What they say is not shown."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ... import access, hypermedia
from ...extensions import db
from ...models import Mail
from ...models.paging import newest_first, page_of
from .. import bp
from . import admins_only, changed, one

MAILS = "staff/admin/_mails.html"
PIECES = {"mails": MAILS}


@bp.get("/mail")
@admins_only
def mail() -> Response:
    return hypermedia.page("staff/admin/mail.html", pieces=PIECES, **_shown())


@bp.post("/mail/<int:ident>/retry")
@admins_only
def retry_mail(ident: int) -> Response:
    admin = access.admin_to_act(current_user)
    one(Mail, ident).retry(by=admin)
    db.session.commit()
    return changed(_("The mail is sent again in a moment."), url_for(".mail"), MAILS, **_shown())


def _shown() -> dict[str, Any]:
    page = page_of(Mail.undelivered(), request.args.get("page", ""), newest_first(Mail.id))
    return {"page": page, "by_mail": current_app.config["MAIL_SERVER"] is not None}
