"""Proving anew to be who one is, before changing what would give an account away: password, e-mail, second factor.

A page that shows or changes such a thing stands behind `@proof_required`; a form in which something is typed asks for
the password itself where `is_proven()` does not hold, so that nothing typed is lost (see ProvenForm of the account).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import hypermedia
from ..extensions import begin_write, db
from . import codes, sessions, tries


def is_proven() -> bool:
    """Whether who is signed in here has proven within the last ten minutes to be who they are."""
    row = sessions.this_session()
    return row is not None and row.is_proven


def proof_required(view: Callable[..., Response]) -> Callable[..., Response]:
    """Ask whoever opens `view` without a recent proof for their password first, and bring them back to it.

    It goes below `@login_required`. What was posted is not carried through: guard the page, too, on which it is typed.
    """

    @wraps(view)
    def guarded(**values: object) -> Response:
        if is_proven():
            return view(**values)
        opened = request.full_path.rstrip("?")
        if request.method == "POST":
            opened = hypermedia.current_path()
            flash(_("Nothing is changed yet: confirm first that it is you, and then do it once more."), "warning")
        return hypermedia.go(url_for("account.prove", next=opened or None), frame=True)

    return guarded


def prove(password: str) -> bool:
    """Whether `password` is that of who is signed in; if so, and if it is all that they log in with, this session is
    proven for ten minutes. Commits.

    Raises TooSoon where the password may not be tried yet, ServiceUnavailable where too many are being tried.
    """
    if not tries.own_password_is(current_user, password):
        return False
    if current_user.totp_secret is None:
        _note_proof()
    return True


def prove_by_code(code: str) -> bool:
    """Whether `code`, given after the right password, is one of who is signed in; then this session is proven. Commits.

    Raises TooSoon where it may not be tried yet.
    """
    if not codes.code_is_right(current_user, code):
        return False
    _note_proof()
    return True


def _note_proof() -> None:
    begin_write()
    if row := sessions.own_session():
        row.prove()
    db.session.commit()
