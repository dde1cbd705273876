"""The forms of the administration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput

from ... import jalali
from ...extensions import db
from ...forms import AtMost, Form, LineField, Required, TextField
from ...models import CannedReply, Department, FaqCategory, FaqEntry, User
from ...models.canned_reply import CannedText
from ...models.words import LABELS, Priority, Role, Status
from ...person_forms import IdentityForm, NewPassword

NAME_MAX_LENGTH = 100
QUESTION_MAX_LENGTH = 300
ANSWER_MAX_LENGTH = 10_000
REPLY_MAX_LENGTH = 10_000
SENDER = "sender"
STAFF_ROLES = (Role.AGENT, Role.ADMIN)
OVERTAKEN = _l("Somebody else has saved another text in the meantime; it stands below. Saving again puts yours there.")


class NameForm(Form):
    """The name of something new or, given `ident`, a new name for it; several of them stand on one page."""

    name = LineField(_l("Name"), [Required(_l("Give it a name.")), AtMost(NAME_MAX_LENGTH)])

    def __init__(self, ident: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ident = ident
        self.name.id = self.name.label.field_id = f"name-{ident or 'new'}"


class DepartmentForm(NameForm):
    def validate_name(self, field: Field) -> None:
        if Department.name_is_taken(field.data, but=self.ident):
            raise ValidationError(_l("Another department has this name."))


class EditForm(Form):
    """A form for what somebody else may be writing at the same time: who saves second is asked first."""

    # What the form was filled with; empty where nobody has saved anything yet.
    seen = HiddenField()
    # The text that somebody else has saved since.
    theirs = ""

    def see(self, said: object) -> None:
        """Note that the form was filled with `said`, unless it comes back and knows."""
        self.seen.data = self.seen.data or _edition(said)

    def is_overtaken(self, said: object, text: Field, theirs: str) -> bool:
        """Whether something else than the form was filled with is `said` now; then the field `text` tells of `theirs`.

        Asked again it is not, since that has been shown.
        """
        now = _edition(said)
        if self.seen.data in (None, "", now):
            return False
        self.seen.data, self.theirs, text.errors = now, theirs, [OVERTAKEN]
        return True


class FaqEntryForm(EditForm):
    category = SelectField(_l("Category"), [Required(_l("Choose a category."))])
    question = LineField(_l("Question"), [Required(_l("Write the question.")), AtMost(QUESTION_MAX_LENGTH)])
    answer = TextField(_l("Answer"), [Required(_l("Write the answer.")), AtMost(ANSWER_MAX_LENGTH)])
    published = BooleanField(_l("Show it on the site"), default=True)

    def __init__(self, entry: FaqEntry | None = None, **kwargs: Any) -> None:
        kept = {"question": entry.question, "answer": entry.answer, "published": entry.published} if entry else {}
        super().__init__(data=kept | {"category": str(entry.category_id) if entry else ""}, **kwargs)
        self.categories = db.session.scalars(FaqCategory.in_order()).all()
        choices = [SelectChoice(str(category.id), category.name) for category in self.categories]
        self.category.choices = [SelectChoice("", _l("Choose a category")), *choices]
        if entry:
            self.see(_said_in(entry))

    def is_behind(self, entry: FaqEntry) -> bool:
        return self.is_overtaken(_said_in(entry), self.answer, entry.answer)

    @property
    def chosen_category(self) -> FaqCategory:
        return next(category for category in self.categories if str(category.id) == self.category.data)


class ReplyForm(EditForm):
    title = LineField(_l("Title"), [Required(_l("Give the reply a title.")), AtMost(NAME_MAX_LENGTH)])
    body = TextField(_l("Text"), [Required(_l("Write the text.")), AtMost(REPLY_MAX_LENGTH)])
    department = SelectField(_l("Department"))
    status = SelectField(_l("Status"))
    priority = SelectField(_l("Priority"))
    assignee = SelectField(_l("Assignee"))

    def __init__(self, reply: CannedReply | None = None, **kwargs: Any) -> None:
        super().__init__(data=_said_by(reply) if reply else {}, **kwargs)
        departments = list(db.session.scalars(Department.in_use()))
        if reply and reply.department and reply.department.retired_at:
            departments.append(reply.department)
        self.department.choices = [SelectChoice("", _l("All departments")), *map(_department_choice, departments)]
        for field, words in ((self.status, Status), (self.priority, Priority)):
            named = [SelectChoice(word.value, LABELS[word]) for word in words]
            field.choices = [SelectChoice("", _l("Leave as it is")), *named]
        self.assignee.choices = [
            SelectChoice("", _l("Leave as it is")),
            SelectChoice(SENDER, _l("Who sends the reply")),
            *(SelectChoice(str(agent.id), agent.full_name) for agent in _agents(reply)),
        ]
        for field in (self.department, self.status, self.priority, self.assignee):
            field.data = field.data or ""
        if reply:
            self.see(_said_by(reply))

    def is_behind(self, reply: CannedReply) -> bool:
        return self.is_overtaken(_said_by(reply), self.body, reply.body)

    @property
    def text(self) -> CannedText:
        """What the form says, once it is valid."""
        return CannedText(
            self.title.data,
            self.body.data,
            int(self.department.data) if self.department.data else None,
            Status(self.status.data) if self.status.data else None,
            Priority(self.priority.data) if self.priority.data else None,
            assigns_sender=self.assignee.data == SENDER,
            assignee_id=int(self.assignee.data) if self.assignee.data not in ("", SENDER) else None,
        )


class RoleForm(Form):
    """What a person may do: their role, and the departments they serve. Without a person: of somebody new."""

    role = RadioField(_l("Role"), [Required(_l("Choose a role."))])
    departments = SelectMultipleField(_l("Departments"), option_widget=CheckboxInput(), validate_choice=False)

    def __init__(self, person: User | None = None, **kwargs: Any) -> None:
        served = person.departments if person else []
        role = person.role if person else Role.AGENT
        super().__init__(data={"role": role.value, "departments": [str(each.id) for each in served]}, **kwargs)
        in_use = db.session.scalars(Department.in_use()).all()
        self.offered = [*in_use, *(department for department in served if department.retired_at)]
        self.departments.choices = [_department_choice(department) for department in self.offered]
        self.role.choices = [SelectChoice(role.value, LABELS[role]) for role in (Role if person else STAFF_ROLES)]

    def validate_departments(self, field: Field) -> None:
        if not set(field.data) <= {str(department.id) for department in self.offered}:
            raise ValidationError(_l("Choose departments from this list."))

    @property
    def chosen_departments(self) -> list[Department]:
        return [department for department in self.offered if str(department.id) in self.departments.data]


class NewStaffForm(IdentityForm, RoleForm):
    password = NewPassword(_l("First password"))


class AuditForm(Form):
    """What the audit is asked for: who did it, and the Jalali day."""

    person = SelectField(_l("Who"), [Optional()])
    day = LineField(_l("Day"), [Optional(), AtMost(30)])

    def __init__(self, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone
        self.between: tuple[datetime, datetime] | None = None

    def validate_day(self, field: Field) -> None:
        try:
            self.between = jalali.parse_day(field.data, self.zone)
        except ValueError:
            raise ValidationError(_l("Write the day like 1405/08/12.")) from None


def _department_choice(department: Department) -> SelectChoice:
    return SelectChoice(str(department.id), department.name)


def _agents(reply: CannedReply | None) -> Sequence[User]:
    """The active staff by name, and who is named in `reply`, though they have left."""
    named = User.id == (reply.assignee_id if reply else None)
    active = and_(User.role != Role.CUSTOMER, User.disabled_at.is_(None))
    return db.session.scalars(select(User).where(or_(active, named)).order_by(User.full_name)).all()


def _edition(said: object) -> str:
    return sha256(repr(said).encode()).hexdigest()[:16]


def _said_in(entry: FaqEntry) -> tuple[Any, ...]:
    return entry.category_id, entry.question, entry.answer, entry.published


def _said_by(reply: CannedReply) -> dict[str, Any]:
    return {
        "title": reply.title,
        "body": reply.body,
        "department": str(reply.department_id or ""),
        "status": reply.status,
        "priority": reply.priority,
        "assignee": SENDER if reply.assigns_sender else str(reply.assignee_id or ""),
    }
