"""The administration in tests: what the audit holds, what a list shows."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from hamyar_support.extensions import db
from hamyar_support.models import AuditEntry

from .browsing import document
from .desk import act


def audited(app: Flask) -> list[tuple[str, str, str, str]]:
    """What was changed, in order: the action, what it was done to, from what, to what."""
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(f"{entry.kind}.{entry.action}", entry.subject, entry.old, entry.new) for entry in entries]


def done(client: FlaskClient, path: str, **data: Any) -> None:
    """Make a change by a plain form; asserts that it was made."""
    response = act(client, path, **data)
    assert response.status_code == 303, (response.status, response.text[:300])


def texts(response: TestResponse, ident: str, css_class: str) -> list[str]:
    """The texts of the elements with `css_class` in the element with the id `ident`, spaces made single."""
    piece = document(response).find(f".//*[@id='{ident}']")
    assert piece is not None, f"no #{ident}"
    found = [e for e in piece.iter() if css_class in (e.get("class") or "").split()]
    return [" ".join("".join(element.itertext()).split()) for element in found]
