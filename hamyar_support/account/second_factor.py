"""Switching the second step of one's own logging in on and off."""

from __future__ import annotations

from typing import Any

from flask import flash, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from .. import access, hypermedia, letters, limits, security, totp
from ..extensions import db, limiter
from ..models import RecoveryCode, second_factor
from . import bp
from .forms import CodeForm

# The secret that is offered stays the same until it is taken, so that a second look at the page does not spoil it.
OFFERED = "totp_offered"


@bp.get("/profile/second-factor")
@login_required
@security.proof_required
def second_factor_page() -> Response:
    return _page(CodeForm(formdata=None))


@bp.post("/profile/second-factor")
@login_required
@security.proof_required
@limiter.limit(limits.CODES)
def switch_on_factor() -> Response:
    form, secret = CodeForm(), session.get(OFFERED)
    user = access.person_to_change(current_user)
    if user.totp_secret or not secret:
        return hypermedia.go(url_for(".second_factor_page"))
    step = second_factor.matching_step(secret, form.code.data or "")
    if not form.validate() or step is None:
        form.code.errors = form.code.errors or [_("This is not the code that the app shows now.")]
        return _page(form, http_status=422)
    codes = second_factor.switch_on(user, secret, step)
    security.end_other_sessions(user)
    letters.second_factor_changed(user)
    db.session.commit()
    session.pop(OFFERED)
    return _codes(codes)


@bp.post("/profile/second-factor/codes")
@login_required
@security.proof_required
@limiter.limit(limits.CODES)
def renew_recovery_codes() -> Response:
    user = access.person_to_change(current_user)
    if not user.totp_secret:
        return hypermedia.go(url_for(".second_factor_page"))
    codes = RecoveryCode.renew(user)
    db.session.commit()
    return _codes(codes)


@bp.post("/profile/second-factor/off")
@login_required
@security.proof_required
def switch_off_factor() -> Response:
    user = access.person_to_change(current_user)
    if user.totp_secret:
        second_factor.switch_off(user)
        letters.second_factor_changed(user)
        db.session.commit()
        flash(_("Logging in no longer asks for a code."), "success")
    return hypermedia.go(url_for(".second_factor_page"))


def _page(form: CodeForm, http_status: int = 200) -> Response:
    if current_user.totp_secret:
        return hypermedia.page("account/second_factor.html", left=RecoveryCode.left(current_user))
    secret = session.setdefault(OFFERED, totp.new_secret())
    address = totp.address(secret, current_user.username, _("Hamyar Support"))
    width, drawing = totp.qr_path(address)
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    context: dict[str, Any] = {"form": form, "required": access.owes_second_factor(current_user)}
    context |= {"address": address, "width": width, "drawing": drawing, "groups": groups}
    return hypermedia.page("account/second_factor_offer.html", http_status=http_status, **context)


def _codes(codes: list[str]) -> Response:
    """The recovery codes, on this answer alone: only their hashes are kept."""
    return hypermedia.page("account/recovery_codes.html", codes=codes)
