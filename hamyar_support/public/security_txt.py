"""Whom to tell of a hole in the site (RFC 9116)."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, current_app

from ..models.words import utc_now
from . import bp
from .health import TEXT

# The longest that RFC 9116 recommends is a year; the file is made anew for whoever asks.
GOOD_FOR = timedelta(days=180)


@bp.get("/.well-known/security.txt")
def security_txt() -> tuple[str, int, dict[str, str]]:
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        abort(404)
    expires = (utc_now() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    return f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fa, en\n", 200, TEXT
