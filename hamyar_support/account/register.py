"""Making an account."""

from __future__ import annotations

from flask import flash, redirect, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from .. import hypermedia, limits, security
from ..extensions import begin_write, db, limiter
from ..models import User
from ..persian import normalise_mobile
from . import bp
from .forms import RegistrationForm
from .login import start_of


@bp.route("/register", methods=["GET", "POST"])
@limiter.limit(limits.REGISTERING, methods=["POST"])
def register() -> Response:
    if current_user.is_authenticated:
        return redirect(start_of(current_user))
    form = RegistrationForm()
    if request.method == "POST":
        if form.validate() and (user := _create(form)):
            security.sign_in(user)
            flash(_("Welcome, %(name)s. Your account is ready.", name=user.full_name), "success")
            return hypermedia.go(start_of(user), frame=True)
        return hypermedia.page("account/register.html", http_status=422, form=form)
    return hypermedia.page("account/register.html", form=form)


def _create(form: RegistrationForm) -> User | None:
    password_hash = security.hash_password(form.password.data)
    begin_write()
    try:
        user = User.create(
            form.username.data,
            form.email.data,
            form.full_name.data,
            password_hash,
            mobile=normalise_mobile(form.mobile.data) or "",
        )
        user.locale = str(get_locale())
        db.session.commit()
    except IntegrityError:  # someone took the name between the check and now: the check will say so
        db.session.rollback()
        form.validate()
        return None
    return user
