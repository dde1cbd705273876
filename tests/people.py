"""The people of the tests: Sara answers, Reza asks, Mina is the stranger, and one runs the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import insert, select

from hamyar_support import security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import User
from hamyar_support.models.search import SearchEntry
from hamyar_support.models.words import Role

PASSWORD = "کلید باغ انار ۱۴۰۴"
EVERYBODY = (
    ("sara", "سارا احمدی", Role.AGENT),
    ("reza", "رضا کریمی", Role.CUSTOMER),
    ("mina", "مینا رستمی", Role.CUSTOMER),
    ("admin", "مدیر همیار", Role.ADMIN),
)
# The rows that they are, as the site wrote them for the first test of this process; the others need only copy them.
_rows: list[tuple[Any, list[dict[str, Any]]]] = []


@dataclass(frozen=True)
class Person:
    """What a test knows of a person; the row itself is read anew where it is needed."""

    id: int
    username: str
    full_name: str
    role: Role
    password: str = PASSWORD

    @property
    def email(self) -> str:
        return email_of(self.username)


@dataclass(frozen=True)
class People:
    sara: Person
    reza: Person
    mina: Person
    admin: Person


def email_of(username: str) -> str:
    return f"{username}@example.com"


def settle(app: Flask) -> People:
    """Add the four people to the database of `app`, which has nobody yet."""
    with app.app_context():
        begin_write()
        if not _rows:
            _create()
            _rows.extend((table, _rows_of(table)) for table in (User.__table__, SearchEntry.__table__))
        else:
            for table, rows in _rows:
                db.session.execute(insert(table), rows)
        db.session.commit()
    return People(**{name: Person(number, name, *rest) for number, (name, *rest) in enumerate(EVERYBODY, 1)})


def _create() -> None:
    password_hash = security.hash_password(PASSWORD)
    for username, full_name, role in EVERYBODY:
        User.create(username, email_of(username), full_name, password_hash, role=role)
    db.session.flush()


def _rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of `table` but for what the database or the clock gives to new ones."""
    given = [c for c in table.c if c.name != "id" and not (c.default is not None and c.default.is_callable)]
    return [dict(row._mapping) for row in db.session.execute(select(*given).order_by(table.c.id))]
