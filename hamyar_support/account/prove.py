"""Proving to be who one is, before changing what would give an account away."""

from __future__ import annotations

from flask import request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from .. import hypermedia, security
from ..extensions import limiter
from . import bp
from .answers import refused
from .forms import ProveForm


@bp.route("/prove", methods=["GET", "POST"])
@login_required
@limiter.limit("60 per hour", methods=["POST"])
def prove() -> Response:
    form = ProveForm(request.args if request.method == "GET" else request.form)
    back = hypermedia.local_path(form.next.data) or url_for(".profile")
    if request.method == "GET":
        proven = security.is_proven()
        return hypermedia.go(back, frame=True) if proven else hypermedia.page("account/prove.html", form=form)
    if not (form.validate() and form.proves()):
        return refused("account/prove.html", form)
    return hypermedia.go(back, frame=True)
