"""Proving to be who one is, before changing what would give an account away."""

from __future__ import annotations

from flask import request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from .. import hypermedia, security
from ..extensions import limiter
from . import bp
from .forms import ProveForm


@bp.route("/prove", methods=["GET", "POST"])
@login_required
@limiter.limit("60 per hour", methods=["POST"])
def prove() -> Response:
    form = ProveForm(request.args if request.method == "GET" else request.form)
    back = hypermedia.local_path(form.next.data) or url_for(".profile")
    if request.method == "GET":
        return hypermedia.go(back, frame=True) if security.is_proven() else _page(form)
    if not (form.validate() and form.proves()):
        return _page(form, http_status=422)
    return hypermedia.go(back, frame=True)


def _page(form: ProveForm, http_status: int = 200) -> Response:
    return hypermedia.page("account/prove.html", http_status=http_status, form=form)
