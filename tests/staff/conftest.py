"""What the tests of the administration share."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import done
from tests.browsing import login
from tests.people import People
from tests.questions import ACCOUNT, FILES, ONE, THREE, TWO, ask


@pytest.fixture
def admin(app: Flask, people: People) -> FlaskClient:
    """The browser of the admin, signed in."""
    return login(app.test_client(), people.admin.username)


@pytest.fixture
def faq(app: Flask, admin: FlaskClient) -> None:
    """Two categories of questions that the site shows."""
    for name in (ACCOUNT, FILES):
        done(admin, "faq/categories", name=name)
    for question, category in ((ONE, ACCOUNT), (TWO, ACCOUNT), (THREE, FILES)):
        ask(app, question, category=category)
