"""What htmx says and is told: the only module that knows HX-* headers.

One address has two renderings: `HX-Request-Type: partial` gets a fragment, everything else the page.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, make_response, redirect, render_template, request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as BaseResponse

from .extensions import HEARTBEATS

VARY = "HX-Request-Type, HX-Target, Cookie"
_TARGET_ID = re.compile(r"^[a-z0-9-]+#([\w-]+)$", re.IGNORECASE)


def wants_fragment() -> bool:
    """Whether the request is htmx's and asks for a part of a page."""
    return request.headers.get("HX-Request-Type") == "partial"


def target() -> str:
    """The id of the element that htmx will fill with the answer, or "" where there is none."""
    match = _TARGET_ID.match(request.headers.get("HX-Target", "")) if wants_fragment() else None
    return match[1] if match else ""


def page(template: str, *, pieces: dict[str, str] | None = None, http_status: int = 200, **context: Any) -> Response:
    """Render `template` as a page or, for htmx, as its fragment.

    `pieces` maps the id of an element to the partial that renders it alone, for requests that target it.
    """
    piece = (pieces or {}).get(target())
    layout = "fragment.html" if wants_fragment() else "base.html"
    response = make_response(render_template(piece or template, layout=layout, **context), http_status)
    if http_status == 422 and request.method == "POST" and wants_fragment():
        # What a refused form was sent to may be no page to come back to.
        response.headers["HX-Push-Url"] = "false"
    return response


def changes(template: str, location: str, **context: Any) -> BaseResponse:
    """Answer a write: htmx gets `template`, the pieces that changed; a plain form is sent on to `location` (303)."""
    if wants_fragment():
        return make_response(render_template(template, **context))
    return redirect(location, 303)


def go(location: str, *, frame: bool = False) -> BaseResponse:
    """Send the visitor on to `location`. With `frame` the frame around the page changes too, so htmx loads it whole."""
    if frame and wants_fragment():
        return Response(status=200, headers={"HX-Redirect": iri_to_uri(location)})
    return redirect(location, 303)


def unauthorized(location: str) -> Response:
    """Tell htmx that the session has ended and where to sign in: never a login page inside a panel."""
    return Response(status=401, headers={"HX-Redirect": iri_to_uri(location)})


def unchanged() -> Response:
    """Answer a poll that found nothing new."""
    return Response(status=204)


def asks_by_itself() -> bool:
    """Whether no person asks, but a page that was left open and looks for news."""
    return wants_fragment() and ("since" in request.args or request.endpoint in HEARTBEATS)


def is_poll(version: int | str) -> bool:
    """Whether htmx asks only for what is newer than `version`, which it already shows."""
    return wants_fragment() and request.args.get("since") == str(version)


def current_path() -> str:
    """The path and query of the page that the visitor is looking at, as opposed to the part that was asked for."""
    shown = parts_of(request.headers.get("HX-Current-URL", "")) if "HX-Request" in request.headers else None
    if shown and shown.path:
        return shown.path + (f"?{shown.query}" if shown.query else "")
    if request.method == "GET":
        return request.full_path.rstrip("?")
    # What a form is sent to is often no page; the page that the form stood on is.
    sender = parts_of(request.referrer or "")
    return sender.path if sender and sender.netloc == request.host else ""


def parts_of(address: str) -> SplitResult | None:
    """The parts of `address`, which anybody may have written into a header; None where it is no address."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None  # to ask for the port finds one that is no number
    except ValueError:
        return None


def local_path(address: str | None) -> str | None:
    """`address` if it is a path of this site, None for everything that a browser might take elsewhere.

    Browsers read a backslash as a slash and drop tabs and line ends, so none of these may stand in it.
    """
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return None
    if "\\" in address or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address


def vary(response: Response) -> Response:
    """Let no cache confuse a page with its fragment."""
    given = response.headers.get("Vary")
    response.headers["Vary"] = f"{given}, {VARY}" if given else VARY
    return response


def init_app(app: Flask) -> None:
    app.after_request(vary)
