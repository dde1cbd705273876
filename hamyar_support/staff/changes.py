"""What a form of the desk asks to change on tickets: each value is checked, and looked up where it names a row."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from werkzeug.exceptions import UnprocessableEntity

from ..extensions import db
from ..models import Department, User
from ..models.bulk import Changes
from ..models.words import Priority, Status

NOBODY = "nobody"
Word = TypeVar("Word", bound=StrEnum)


def changes_asked_for(form: Mapping[str, str]) -> Changes:
    """The changes that `form` names in `status`, `priority`, `department`, `assignee`; 422 for a value that is none.

    An empty value leaves as it is; the assignee "nobody" makes nobody answer.
    """
    return Changes(
        status=word_named(Status, form.get("status")),
        priority=word_named(Priority, form.get("priority")),
        department=department_named(form["department"]) if form.get("department") else None,
        assignee=agent_named(form["assignee"]) if form.get("assignee", NOBODY) not in ("", NOBODY) else None,
        unassign=form.get("assignee") == NOBODY,
    )


def word_named(words: type[Word], value: str | None) -> Word | None:
    """The word `value` of `words`, None where nothing is said; 422 for a word that is none."""
    if not value:
        return None
    try:
        return words(value)
    except ValueError:
        raise UnprocessableEntity from None


def department_named(ident: str) -> Department:
    """The department in use with the id `ident`; 422 if there is none."""
    found = None
    if ident.isdecimal() and len(ident) < 10:
        found = db.session.scalars(Department.in_use().where(Department.id == int(ident))).one_or_none()
    if found is None:
        raise UnprocessableEntity
    return found


def agent_named(username: str) -> User:
    """The active member of staff called `username`; 422 if there is none."""
    agent = User.named(username)
    if agent is None or not agent.is_staff or not agent.is_active:
        raise UnprocessableEntity
    return agent
