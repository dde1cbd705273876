"""Single keys at the desk: on, or off for those to whom they happen by accident (WCAG 2.1.4)."""

from __future__ import annotations

from flask import request, session, url_for
from werkzeug.wrappers import Response

from .. import hypermedia
from . import bp


@bp.post("/keys")
def keys() -> Response:
    """Remember for this browser what the checkbox `keys` says."""
    session["single_keys"] = "on" if "keys" in request.form else "off"
    return hypermedia.unchanged() if hypermedia.wants_fragment() else hypermedia.go(url_for(".queue"))
