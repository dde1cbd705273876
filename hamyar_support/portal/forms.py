"""The form of a new request."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, MultipleFileField, RadioField, SelectChoice, SelectField, ValidationError

from ..composer import BODY_MAX_LENGTH, ComposerForm
from ..extensions import db
from ..forms import SUBJECT_MAX_LENGTH, AtMost, LineField, Required, TextField
from ..models import Department
from ..models.words import LABELS, Priority


class TicketForm(ComposerForm):
    department = SelectField(_l("Department"), [Required(_l("Choose the department that this is for."))])
    subject = LineField(_l("Subject"), [Required(_l("Give your request a subject.")), AtMost(SUBJECT_MAX_LENGTH)])
    body = TextField(_l("Message"), [Required(_l("Write your message.")), AtMost(BODY_MAX_LENGTH)])
    priority = RadioField(
        _l("Priority"),
        choices=[SelectChoice(priority.value, LABELS[priority]) for priority in Priority],
        default=Priority.MEDIUM.value,
        validate_choice=False,
    )
    # Named anew so that it comes last, as on the page: errors are listed in the order of the fields.
    attachments = MultipleFileField(_l("Attachments"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.departments = list(db.session.scalars(Department.in_use()))
        choices = [SelectChoice(str(department.id), department.name) for department in self.departments]
        self.department.choices = [SelectChoice("", _l("Choose a department")), *choices]
        if not self.priority.data:
            self.priority.data = Priority.MEDIUM.value

    def validate_priority(self, field: Field) -> None:
        if field.data not in list(Priority):
            raise ValidationError(_l("Choose one of the three."))

    @property
    def chosen_department(self) -> Department:
        return next(d for d in self.departments if str(d.id) == self.department.data)
