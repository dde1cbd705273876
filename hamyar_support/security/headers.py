"""What every answer says to the browser, and which requests are refused before anything reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, abort, current_app, g, request, session
from flask_login import current_user

from .. import hypermedia
from ..extensions import DOWNLOADS

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: Flask-WTF compares the referrer under https.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask) -> None:
    app.after_request(_let_nobody_keep)


def limit_body() -> None:
    """Refuse a large body that brings no files: Werkzeug limits the fields of multipart forms, and not of others."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def refuse_other_sites() -> None:
    """Refuse what the browser itself says to come from another site: forms, and files put into a page there.

    A link on another site, or in a mail, may lead to any page and to a file. A form that says to come from what is no
    address comes from no browser; Flask-WTF, which compares it under https, would break over it.
    """
    if request.method == "POST" and hypermedia.parts_of(request.referrer or "") is None:
        abort(400)
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        return
    fetch = [request.headers.get(f"Sec-Fetch-{name}") for name in ("Mode", "Dest")]
    if fetch == ["navigate", "document"] and request.method != "POST":
        return
    if request.method == "POST" or request.endpoint in DOWNLOADS:
        abort(403)


class EveryAnswer:
    """The application `inner`, static files and all, with the headers on each answer that has none of its own."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], *, https: bool) -> None:
        self._inner = inner
        self._always = list(always(https=https).items())

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            given = {name for name, _value in headers}
            return start_response(line, headers + [each for each in self._always if each[0] not in given], *rest)

        return self._inner(environ, start)


def always(*, https: bool) -> dict[str, str]:
    """What every answer carries."""
    return HEADERS | ({"Strict-Transport-Security": HSTS} if https else {})


def _let_nobody_keep(response: Response) -> Response:
    if "Cache-Control" not in response.headers and (_is_private() or request.method not in ("GET", "HEAD")):
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_private() -> bool:
    # Anything in the cookie may show in the page: a name, a flash, a token.
    return bool(session) or current_user_was_loaded()


def current_user_was_loaded() -> bool:
    return "_login_user" in g and bool(getattr(current_user, "is_authenticated", False))
