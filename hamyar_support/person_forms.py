"""What the forms about people have in common: name, username, e-mail, mobile and a new password, with their checks."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import Field, PasswordField, ValidationError
from wtforms.validators import Length, Optional

from . import passwords
from .forms import AtMost, Form, LineField, Required
from .models import User
from .models.user import EMAIL_MAX_LENGTH, USERNAME_KEY_MAX_LENGTH
from .persian import identity_key, normalise_mobile

NOT_AN_EMAIL = _l("Enter an e-mail address such as name@example.com.")
_NAMES = ("username", "email", "full_name")
USERNAME = re.compile(r"[\w\u200c][\w.\-\u200c]*")


class NewPassword(PasswordField):
    """A password to be set: any characters, kept as typed."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, [Required(), _acceptable], **kwargs)


def _acceptable(form: Any, field: Field) -> None:
    person = getattr(form, "person", None)
    names = [getattr(person, name) if person else form[name].data for name in _NAMES if person or name in form]
    # The addresses of this desk, and what stands before the @.
    names += [urlsplit(current_app.config["BASE_URL"]).hostname, *(current_app.config["TRUSTED_HOSTS"] or ())]
    names += [name.partition("@")[0] for name in names if name]
    if fault := passwords.fault(field.data, filter(None, names)):
        raise ValidationError(fault)


class NewPasswordForm(Form):
    """A new password for somebody who has one."""

    password = NewPassword(_l("New password"))

    def __init__(self, person: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person = person


class ParticularsForm(Form):
    full_name = LineField(_l("Full name"), [Required(), AtMost(100)])
    mobile = LineField(_l("Mobile"), [Optional(), AtMost(30)])

    def validate_mobile(self, field: Field) -> None:
        if field.data and normalise_mobile(field.data) is None:
            raise ValidationError(_l("Enter a mobile number such as 09123456789."))


class EmailForm(Form):
    """An e-mail that is nobody else's. Who has one is told to those only whose form is good but for that."""

    email = LineField(_l("E-mail"), [Required(), AtMost(EMAIL_MAX_LENGTH)])

    taken_email = _l("This e-mail has an account already.")

    def validate_email(self, field: Field) -> None:
        try:
            validate_email(field.data, check_deliverability=False, globally_deliverable=False)
        except EmailNotValidError:
            raise ValidationError(NOT_AN_EMAIL) from None
        if len(identity_key(field.data)) > EMAIL_MAX_LENGTH:
            raise ValidationError(NOT_AN_EMAIL)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self.refuse_taken()
        return not self.errors

    def refuse_taken(self) -> None:
        """Say beside its field what somebody else has already."""
        if self.is_taken(self.email.data):
            self.email.errors = [self.taken_email]

    def is_taken(self, email: str) -> bool:
        """Whether `email` is that of somebody else."""
        return User.key_is_taken(email=email)


class IdentityForm(ParticularsForm, EmailForm):
    """The particulars of somebody who has no account yet: username and e-mail are nobody else's."""

    username = LineField(_l("Username"), [Required(), Length(3, 50, _l("A username has 3 to 50 characters."))])
    # Again, since forms show their fields in the order in which they are named.
    email = LineField(_l("E-mail"), [Required(), AtMost(EMAIL_MAX_LENGTH)])
    mobile = LineField(_l("Mobile"), [Optional(), AtMost(30)])

    def validate_username(self, field: Field) -> None:
        if not USERNAME.fullmatch(field.data) or not 3 <= len(identity_key(field.data)) <= USERNAME_KEY_MAX_LENGTH:
            raise ValidationError(_l("Use letters, digits, dot, dash and underscore only."))

    def refuse_taken(self) -> None:
        super().refuse_taken()
        if User.key_is_taken(username=self.username.data):
            self.username.errors = [_l("This username is taken; choose another.")]
