"""What these tests share."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import signed_in
from tests.people import People


@pytest.fixture
def admin(app: Flask, people: People) -> FlaskClient:
    """The browser of the admin, signed in."""
    return signed_in(app, people.admin)
