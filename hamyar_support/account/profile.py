"""One's own particulars, e-mail and password."""

from __future__ import annotations

from flask import flash, request, session, url_for
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user, login_required
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from .. import access, hypermedia, letters, limits, security
from ..extensions import db, limiter
from ..forms import Form
from ..persian import normalise_mobile
from . import bp
from .answers import refused
from .forms import ChangeEmailForm, PasswordForm, ProfileForm

PAGE = "account/profile.html"


@bp.route("/profile", methods=["GET", "POST"])
@login_required
def profile() -> Response:
    form = ProfileForm(obj=current_user)
    if request.method == "GET":
        return hypermedia.page(PAGE, **_forms())
    if not form.validate():
        return refused(PAGE, form, **_forms(form=form))
    user = access.person_to_change(current_user)
    user.full_name = form.full_name.data
    user.mobile = normalise_mobile(form.mobile.data) or ""
    user.locale = session["locale"] = form.locale.data
    user.index()
    db.session.commit()
    refresh()
    flash(_("Your particulars are saved."), "success")
    return hypermedia.go(url_for(".profile"), frame=True)


@bp.post("/profile/email")
@login_required
@limiter.limit(limits.PASSWORDS)
def email() -> Response:
    form = ChangeEmailForm()
    if not (form.validate() and form.proves() and _change_email(form)):
        return refused(PAGE, form, **_forms(email_form=form))
    flash(_("Your e-mail is changed."), "success")
    return hypermedia.go(url_for(".profile"), frame=True)


@bp.post("/profile/password")
@login_required
@limiter.limit(limits.PASSWORDS)
def password() -> Response:
    form = PasswordForm(current_user)
    if not (form.validate() and form.proves()):
        return refused(PAGE, form, **_forms(password_form=form))
    password_hash = security.hash_password(form.password.data)
    user = access.person_to_change(current_user)
    user.set_password(password_hash)
    security.know_browser(user)
    security.end_other_sessions(user)
    letters.password_changed(user)
    db.session.commit()
    flash(_("Your password is changed, and every other place where you were logged in is logged out."), "success")
    return hypermedia.go(url_for(".profile"), frame=True)


def _change_email(form: ChangeEmailForm) -> bool:
    user = access.person_to_change(current_user)
    old = user.email
    try:
        user.change_email(form.email.data)
        letters.email_changed(user, old)
        db.session.commit()
    except IntegrityError:  # someone took it between the check and now: the check will say so
        db.session.rollback()
        form.validate()
        return False
    return True


def _forms(**sent: Form) -> dict[str, Form]:
    """The forms of the profile: the one that was `sent`, and the others as things stand."""
    forms: dict[str, Form] = {
        "form": ProfileForm(formdata=None, obj=current_user),
        "email_form": ChangeEmailForm(formdata=None),
        "password_form": PasswordForm(current_user, formdata=None),
    }
    return forms | sent
