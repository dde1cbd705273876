"""The staff's side: the queue and the desk."""

from flask import Blueprint, abort, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia
from ..extensions import login

bp = Blueprint("staff", __name__, url_prefix="/staff")


@bp.before_request
def _staff_only() -> Response | None:
    """Ask visitors to log in; for everyone who is not staff nothing is here."""
    if not current_user.is_authenticated:
        return login.unauthorized()
    if not current_user.is_staff:
        abort(404)
    if access.owes_second_factor(current_user):
        return hypermedia.go(url_for("account.second_factor_page"), frame=True)
    return None


from . import admin, bulk, canned, keys, merging, presence, queue, reports, tickets, views  # noqa: E402, F401  (they add their views to bp)
