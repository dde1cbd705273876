"""Drafts in tests: who types where."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browsing import HTMX
from tests.desk import post
from tests.forms import value_of
from tests.people import Person

TYPED = "هنوز ننوشته‌ام که"


@dataclass
class Side:
    """Who types where."""

    app: Flask
    person: Person
    client: FlaskClient
    page: str

    def type(self, body: str, **more: str) -> TestResponse:
        return post(self.client, f"{self.page}/draft", HTMX, body=body, **more)

    def shown(self, client: FlaskClient | None = None) -> str | None:
        return value_of((client or self.client).get(self.page), "body")
