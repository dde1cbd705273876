"""The administration of the desk: people, departments, questions and answers, canned replies, audit. Admins only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, flash, request
from flask_login import current_user
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.wrappers import Response

from ... import access, hypermedia, presentation
from ...extensions import Base, db
from ...models.paging import LARGEST_ID
from ...models.rules import NotAllowed

Row = TypeVar("Row", bound=Base)


def admins_only(view: Callable[..., Response]) -> Callable[..., Response]:
    """Make `view` one that is not there for anybody but admins."""

    @wraps(view)
    def guarded(**values: Any) -> Response:
        if not access.administers(current_user):
            abort(404)
        return view(**values)

    return guarded


def one(table: type[Row], ident: int) -> Row:
    """The row `ident` of `table`; 404 if there is none."""
    found = db.session.get(table, ident) if ident <= LARGEST_ID else None
    if found is None:
        abort(404)
    return found


def wanted_place() -> int:
    """The place, from 1, that the form asks for in `position`; 422 if that is no number."""
    place = request.form.get("position", type=int)
    if place is None:
        raise UnprocessableEntity
    return place


def wanted_state(name: str) -> bool:
    """Whether the form wants what its field `name` says to be so ("1") or not ("0"); 422 for anything else."""
    state = request.form.get(name)
    if state not in ("0", "1"):
        raise UnprocessableEntity
    return state == "1"


def digits(number: int) -> str:
    """`number` as the reader writes it."""
    return presentation.digits(number)


def changed(said: str, location: str, piece: str, **context: Any) -> Response:
    """Answer a change that was made: htmx gets the partial `piece` anew, and a screen reader is told what was done.

    A plain form is sent on to `location`, where a message says it.
    """
    if not hypermedia.wants_fragment():
        flash(said, "success")
    return hypermedia.changes("changed.html", location, said=said, piece=piece, **context)


def refused(template: str, pieces: dict[str, str], reason: NotAllowed | None = None, **context: Any) -> Response:
    """Answer a change that was not made: 422, the page or its piece as things stand, with the `reason` if a rule
    forbids it; what is wrong in a form stands beside its fields.
    """
    if reason:
        flash(str(reason), "error")
    if piece := pieces.get(hypermedia.target()):
        context |= {"piece": piece, "said": ""}
        pieces = dict.fromkeys(pieces, "changed.html")
    return hypermedia.page(template, pieces=pieces, http_status=422, **context)


from . import audit, departments, faq, faq_entries, mail, more, people, person, replies  # noqa: E402, F401  (they add views)
