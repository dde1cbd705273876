"""The people of the tests: Sara answers, Reza asks, Mina is the stranger, and one runs the desk."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from hamyar_support import security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import User
from hamyar_support.models.words import Role

PASSWORD = "کلید باغ انار ۱۴۰۴"


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
    """Add the four people to the database of `app`."""
    with app.app_context():
        begin_write()
        password_hash = security.hash_password(PASSWORD)
        rows = {
            username: User.create(username, email_of(username), full_name, password_hash, role=role)
            for username, full_name, role in (
                ("sara", "سارا احمدی", Role.AGENT),
                ("reza", "رضا کریمی", Role.CUSTOMER),
                ("mina", "مینا رستمی", Role.CUSTOMER),
                ("admin", "مدیر همیار", Role.ADMIN),
            )
        }
        db.session.commit()
        return People(**{name: Person(row.id, name, row.full_name, row.role) for name, row in rows.items()})
