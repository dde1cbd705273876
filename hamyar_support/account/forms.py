"""The forms of registering, logging in and one's particulars."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectChoice, SelectField
from wtforms.validators import EqualTo, Length

from ..forms import AtMost, Form, LineField, Required
from ..passwords import MAX_LENGTH as PASSWORD_MAX_LENGTH
from ..person_forms import IdentityForm, NewPassword, ParticularsForm


def repeat_field() -> PasswordField:
    same = EqualTo("password", _l("The two passwords are not the same."))
    return PasswordField(_l("Repeat password"), [Required(), same])


class LoginForm(Form):
    username = LineField(_l("Username"), [Required(_l("Enter your username or e-mail.")), AtMost(254)])
    password = PasswordField(_l("Password"), [Required(_l("Enter your password.")), Length(max=PASSWORD_MAX_LENGTH)])
    next = HiddenField()


class RegistrationForm(IdentityForm):
    mobile = LineField(_l("Mobile"), [Required(), AtMost(30)])
    password = NewPassword(_l("Password"))
    password_confirm = repeat_field()

    taken_email = _l("This e-mail already has an account; you can log in with it.")


class ProfileForm(ParticularsForm):
    locale = SelectField(_l("Language"), choices=[SelectChoice("fa", "فارسی"), SelectChoice("en", "English")])


class PasswordForm(Form):
    current_password = PasswordField(_l("Current password"), [Required(), Length(max=PASSWORD_MAX_LENGTH)])
    password = NewPassword(_l("New password"))
    password_confirm = repeat_field()
