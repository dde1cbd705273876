"""One's own particulars and password."""

from __future__ import annotations

from flask import flash, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from .. import access, hypermedia, security
from ..extensions import db, limiter
from ..persian import normalise_mobile
from . import bp
from .forms import PasswordForm, ProfileForm


@bp.route("/profile", methods=["GET", "POST"])
@login_required
def profile() -> Response:
    form = ProfileForm(obj=current_user)
    if request.method == "GET":
        return _page(form, PasswordForm())
    if not form.validate():
        return _page(form, PasswordForm(formdata=None), http_status=422)
    user = access.person_to_change(current_user)
    user.full_name = form.full_name.data
    user.mobile = normalise_mobile(form.mobile.data) or ""
    user.locale = session["locale"] = form.locale.data
    user.index()
    db.session.commit()
    refresh()
    flash(_("Your particulars are saved."), "success")
    return hypermedia.go(url_for(".profile"), frame=True)


@bp.post("/profile/password")
@login_required
@limiter.limit("20 per hour")
def password() -> Response:
    form = PasswordForm()
    valid = form.validate()
    if valid and not security.password_matches(current_user, form.current_password.data):
        form.current_password.errors = [_("This is not your current password.")]
        valid = False
    if not valid:
        return _page(ProfileForm(formdata=None, obj=current_user), form, http_status=422)
    password_hash = security.hash_password(form.password.data)
    user = access.person_to_change(current_user)
    user.password_hash = password_hash
    security.end_other_sessions(user)
    db.session.commit()
    flash(_("Your password is changed, and every other place where you were logged in is logged out."), "success")
    return hypermedia.go(url_for(".profile"), frame=True)


def _page(form: ProfileForm, password_form: PasswordForm, http_status: int = 200) -> Response:
    return hypermedia.page("account/profile.html", http_status=http_status, form=form, password_form=password_form)
