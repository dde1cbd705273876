"""Making an account: at once or, where the desk sends mail, by a link that goes to the address that was given."""

from __future__ import annotations

from flask import current_app, flash, redirect, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from .. import hypermedia, letters, limits, security
from ..extensions import begin_write, db, limiter
from ..models import Mail, User
from ..persian import normalise_mobile
from . import bp, offers
from .forms import ConfirmAccountForm, RegistrationForm
from .login import start_of

# The offer is taken out of the address at once, as the token of a link for a new password is.
OFFER = "offered_account"


@bp.route("/register", methods=["GET", "POST"])
@limiter.limit(limits.REGISTERING, methods=["POST"])
def register() -> Response:
    if current_user.is_authenticated:
        return redirect(start_of(current_user))
    form, by_mail = RegistrationForm(), current_app.config["MAIL_SERVER"] is not None
    if request.method == "POST" and form.validate():
        offer = _offer(form)
        if by_mail:
            _send(offer)
            return hypermedia.go(url_for(".register_asked"))
        if user := _create(offer):
            return _welcome(user)
        form.validate()  # someone took the name between the check and now: the check will say so
    return hypermedia.page("account/register.html", http_status=422 if request.method == "POST" else 200, form=form)


@bp.get("/register/asked")
def register_asked() -> Response:
    return hypermedia.page("account/register_asked.html")


@bp.get("/register/<token>")
def open_offer(token: str) -> Response:
    session[OFFER] = token[: offers.MAX_LENGTH]
    return hypermedia.go(url_for(".confirm_account"))


@bp.get("/register/confirm")
def confirm_account() -> Response:
    offer = offers.read(session.get(OFFER, ""))
    if offer is None or offers.is_taken(offer):
        return _no_such_offer()
    return hypermedia.page("account/register_confirm.html", form=ConfirmAccountForm(formdata=None), offer=offer)


@bp.post("/register/confirm")
@limiter.limit(limits.REGISTERING)
def create_account() -> Response:
    offer, form = offers.read(session.get(OFFER, "")), ConfirmAccountForm()
    if offer is None or offers.is_taken(offer):
        return _no_such_offer()
    # A stranger may have asked in the name of whoever opens the link, and would have the password of the account.
    if not (form.validate() and form.proves(offer["password_hash"])):
        return hypermedia.page("account/register_confirm.html", http_status=422, form=form, offer=offer)
    if (user := _create(offer)) is None:
        return _no_such_offer()
    return _welcome(user)


def _offer(form: RegistrationForm) -> offers.Offer:
    return {
        "username": form.username.data,
        "email": form.email.data,
        "full_name": form.full_name.data,
        "password_hash": security.hash_password(form.password.data),
        "mobile": normalise_mobile(form.mobile.data) or "",
        "locale": str(get_locale()),
    }


def _send(offer: offers.Offer) -> None:
    """Write to the address in `offer`. The answer and the work are the same whether it has an account or not."""
    link = letters.address(url_for(".open_offer", token=offers.sign(offer)))
    begin_write()
    owner = User.named(offer["email"])
    if not Mail.are_many_for(offer["email"]):
        letters.registration(offer["email"], offer["locale"], link, owner)
    db.session.commit()


def _create(offer: offers.Offer) -> User | None:
    """The new person; None where the username or the e-mail is somebody's by now. Commits."""
    identity = offer["username"], offer["email"], offer["full_name"], offer["password_hash"]
    begin_write()
    try:
        user = User.create(*identity, mobile=offer["mobile"])
        user.locale = offer["locale"]
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return None
    return user


def _welcome(user: User) -> Response:
    security.sign_in(user)
    flash(_("Welcome, %(name)s. Your account is ready.", name=user.full_name), "success")
    return hypermedia.go(start_of(user), frame=True)


def _no_such_offer() -> Response:
    return hypermedia.page("account/register_dead.html", http_status=404)
