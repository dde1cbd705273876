"""The customer's side: panel, list, new request, conversation, files."""

from flask import Blueprint, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import login

bp = Blueprint("portal", __name__)
FOR_EVERYONE = {"portal.attachment", "portal.thumbnail"}


@bp.before_request
def _customers_only() -> Response | None:
    """Ask visitors to log in, and show staff to their own side of the same thing."""
    if not current_user.is_authenticated:
        return login.unauthorized()
    if access.owes_second_factor(current_user):
        return hypermedia.go(url_for("account.second_factor_page"), frame=True)
    if current_user.is_staff and request.endpoint not in FOR_EVERYONE:
        if request.method not in ("GET", "HEAD"):
            abort(404)
        code = (request.view_args or {}).get("code")
        return redirect(url_for("staff.ticket", code=code) if code else url_for("staff.queue"))
    return None


from . import attachments, panel, tickets  # noqa: E402, F401  (they add their views to bp)
