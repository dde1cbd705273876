"""Where one is logged in: every session of one's own, and ending them."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from .. import access, hypermedia, security, user_agents
from ..extensions import db
from ..models import LoginSession
from . import bp

SESSIONS = "account/_sessions.html"


@bp.get("/profile/sessions")
@login_required
def sessions() -> Response:
    return hypermedia.page("account/sessions.html", pieces={"sessions": SESSIONS}, **_shown())


@bp.post("/profile/sessions/<int:ident>/end")
@login_required
@security.proof_required
def end_session(ident: int) -> Response:
    found = access.session_to_end(current_user, ident)
    found.end()
    db.session.commit()
    return _changed(_("%(device)s is logged out.", device=device_name(found)))


@bp.post("/profile/sessions/end-others")
@login_required
@security.proof_required
def end_other_sessions() -> Response:
    security.end_other_sessions(access.person_to_change(current_user))
    db.session.commit()
    return _changed(_("You are logged out everywhere but here."))


def device_name(found: LoginSession) -> str:
    """What the session's owner calls the device: «Chrome در Windows»."""
    browser, system = user_agents.browser_of(found.user_agent), user_agents.system_of(found.user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    if system:
        return _("An unknown browser on %(system)s", system=system)
    return browser or _("An unknown device")


def _changed(said: str) -> Response:
    if not hypermedia.wants_fragment():
        flash(said, "success")
    shown = {"said": said, "piece": SESSIONS, **_shown(touched=True)}
    return hypermedia.changes("changed.html", url_for(".sessions"), **shown)


def _shown(*, touched: bool = False) -> dict[str, Any]:
    """What the list is made of; `touched` where it was just changed and the keyboard stays with it."""
    living = db.session.scalars(LoginSession.living_of(current_user)).all()
    unknown = {
        each.id: user_agents.raw(each.user_agent) for each in living if not user_agents.browser_of(each.user_agent)
    }
    devices = {each.id: device_name(each) for each in living}
    return {
        "sessions": living,
        "devices": devices,
        "unknown": unknown,
        "here": security.this_session(),
        "touched": touched,
    }
