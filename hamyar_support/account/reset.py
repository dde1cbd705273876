"""A new password for a forgotten one, by a link that is sent to one's own e-mail or handed over by an admin."""

from __future__ import annotations

from flask import current_app, flash, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import access, hypermedia, letters, limits, logs, security
from ..extensions import begin_write, db, limiter
from ..models import PasswordReset, ResetRequest, User
from . import bp
from .forms import ChosenPasswordForm, ResetForm

# The token is taken out of the address at once, so that no history, referrer or screenshot keeps it.
TOKEN = "reset_token"


@bp.route("/reset", methods=["GET", "POST"])
@limiter.limit(limits.LINKS_ASKED, methods=["POST"])
def reset() -> Response:
    form, by_mail = ResetForm(), current_app.config["MAIL_SERVER"] is not None
    if request.method == "GET" or not by_mail:
        return hypermedia.page("account/reset.html", form=form, by_mail=by_mail)
    if not form.validate():
        return hypermedia.page("account/reset.html", http_status=422, form=form, by_mail=by_mail)
    # Nobody's account is looked for here: the answer is the same, and as quick, whether there is one or not.
    begin_write()
    ResetRequest.leave(form.username.data)
    db.session.commit()
    logs.event(logs.Event.PASSWORD_RESET_ASKED)
    return hypermedia.go(url_for(".reset_asked"))


@bp.get("/reset/asked")
def reset_asked() -> Response:
    return hypermedia.page("account/reset_asked.html")


@bp.get("/reset/<token>")
def open_reset_link(token: str) -> Response:
    session[TOKEN] = token[:100]
    return hypermedia.go(url_for(".new_password"))


@bp.get("/reset/new")
def new_password() -> Response:
    link = PasswordReset.of_token(session.get(TOKEN, ""))
    if link is None:
        return _no_such_link()
    return hypermedia.page("account/new_password.html", form=ChosenPasswordForm(link.user), person=link.user)


@bp.post("/reset/new")
@limiter.limit(limits.PASSWORDS)
def set_new_password() -> Response:
    token = session.get(TOKEN, "")
    if (link := PasswordReset.of_token(token)) is None:
        return _no_such_link()
    form = ChosenPasswordForm(link.user)
    if not form.validate():
        return hypermedia.page("account/new_password.html", http_status=422, form=form, person=link.user)
    password_hash = security.hash_password(form.password.data)
    user = access.person_to_change(link.user)
    if PasswordReset.of_token(token) is None:  # used while we were hashing
        return _no_such_link()
    return _changed(user, password_hash)


def _changed(user: User, password_hash: str) -> Response:
    signed_in = current_user.is_authenticated and current_user.id == user.id
    user.replace_password(password_hash)
    # It was proven here whose account this is; those who guess elsewhere must not keep its owner out of it.
    security.know_browser(user)
    letters.password_changed(user)
    db.session.commit()
    session.pop(TOKEN, None)
    if signed_in:
        security.sign_out()
    flash(_("Your new password is set. Log in with it."), "success")
    return hypermedia.go(url_for(".login"), frame=True)


def _no_such_link() -> Response:
    by_mail = current_app.config["MAIL_SERVER"] is not None
    return hypermedia.page("account/reset_dead.html", http_status=404, by_mail=by_mail)
