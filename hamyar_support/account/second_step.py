"""The second step of logging in, for those who have switched it on: after the password, a code.

Between the two the cookie says whose password was right. It opens nothing by itself, and is worth nothing after ten
minutes, nor after another password or another second factor was set.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from time import time

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from .. import hypermedia, limits, security
from ..extensions import db, limiter
from ..models import User
from . import bp
from .answers import refused
from .forms import LoginCodeForm

HALF = "half_login"
LASTS = 10 * 60  # seconds


def ask_for_code(user: User, then: str) -> Response:
    """Go on to the code of `user`, whose password was right, and then to the path `then`."""
    session[HALF] = {"user": user.id, "at": int(time()), "by": _mark(user), "next": then}
    return hypermedia.go(url_for(".login_code"), frame=True)


@bp.route("/login/code", methods=["GET", "POST"])
@limiter.limit(limits.LOGGING_IN, methods=["POST"])
def login_code() -> Response:
    user = _half_in()
    if user is None:
        return redirect(url_for(".login"))
    form, recovery = LoginCodeForm(), "recovery" in request.args
    if request.method == "GET":
        return hypermedia.page("account/login_code.html", form=form, recovery=recovery)
    then = session[HALF]["next"]
    if form.validate() and form.lets_in(user):
        security.sign_in(user)
        return hypermedia.go(then, frame=True)
    return refused("account/login_code.html", form, recovery=recovery)


def _half_in() -> User | None:
    """Whoever has given the right password here within ten minutes and owes the code."""
    half = session.get(HALF)
    if not half or not 0 <= time() - half["at"] <= LASTS:
        return None
    user = db.session.get(User, half["user"])
    if user is None or not user.is_active or not user.totp_secret:
        return None
    return user if hmac.compare_digest(half["by"], _mark(user)) else None


def _mark(user: User) -> str:
    return sha256(f"{user.password_hash} {user.totp_secret}".encode()).hexdigest()
