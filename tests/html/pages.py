"""Saves the pages of a site with demo data, as each kind of person sees them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import select

from hamyar_support import create_app, demo, security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import User
from hamyar_support.models.words import Role

from .. import crawl
from ..browsing import login
from ..databases import SETTINGS
from ..people import PASSWORD


def save(folder: Path) -> int:
    """Save each page to `folder`, as a visitor, a customer, an agent and an admin see it; gives their number.

    Leaves at once by SystemExit where the site itself fails.
    """
    with tempfile.TemporaryDirectory() as data:
        app = create_app({**SETTINGS, "DATA_DIR": data})
        usernames = _demo_site(app)
        for role, username in (("visitor", None), *usernames.items()):
            client = app.test_client()
            if username:
                login(client, username)
            missing = crawl.Found("missing", "/missing", client.get("/missing"))
            for found in (*crawl.pages(client), missing):
                if found.response.status_code >= 500:
                    raise SystemExit(f"{found.path} answers the {role} with {found.response.status}")
                if found.response.data.startswith(b"<!doctype"):
                    (folder / f"{role}-{found.name}.html").write_bytes(found.response.data)
        with app.app_context():
            db.engine.dispose()
    return len(list(folder.glob("*.html")))


def _demo_site(app: Flask) -> dict[str, str]:
    """Fill `app` with demo data; gives one username for each role, all with the password of the tests."""
    with app.app_context():
        flask_migrate.upgrade()
        list(demo.load())
        begin_write()
        chosen = {}
        for role in Role:
            user = db.session.scalars(select(User).where(User.role == role).order_by(User.id)).first()
            user.password_hash = security.hash_password(PASSWORD)
            chosen[role.value] = user.username
        db.session.commit()
    return chosen
