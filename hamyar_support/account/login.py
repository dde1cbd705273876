"""Logging in and out."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import hypermedia, limits, logs, security
from ..extensions import limiter
from ..logs import Event
from ..models import User
from . import bp
from .answers import refused
from .forms import LoginForm
from .second_step import ask_for_code


@bp.route("/login", methods=["GET", "POST"])
@limiter.limit(limits.LOGGING_IN, methods=["POST"])
def login() -> Response:
    form = LoginForm(request.args if request.method == "GET" else request.form)
    if request.method == "GET":
        if current_user.is_authenticated:
            return redirect(hypermedia.local_path(form.next.data) or start_of(current_user))
        return hypermedia.page("account/login.html", form=form)
    if form.validate() and (user := form.person()):
        then = hypermedia.local_path(form.next.data) or start_of(user)
        if user.totp_secret:
            return ask_for_code(user, then)
        security.sign_in(user)
        return hypermedia.go(then, frame=True)
    return refused("account/login.html", form)


@bp.post("/logout")
def logout() -> Response:
    if current_user.is_authenticated:
        logs.event(Event.SIGNED_OUT)
        security.sign_out()
        flash(_("You have logged out."), "success")
    response = hypermedia.go(url_for("public.home"), frame=True)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def start_of(user: User) -> str:
    """Where `user` begins: staff at the queue, customers at their panel."""
    return url_for("staff.queue") if user.is_staff else url_for("portal.panel")
