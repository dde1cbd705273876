"""The forms of registering, logging in, one's particulars, and proving to be who one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Field, HiddenField, PasswordField, SelectChoice, SelectField
from wtforms.validators import EqualTo, Length

from .. import security
from ..forms import AtMost, Form, LineField, Required
from ..models import User
from ..passwords import MAX_LENGTH as PASSWORD_MAX_LENGTH
from ..persian import identity_key
from ..person_forms import EmailForm, IdentityForm, NewPassword, NewPasswordForm, ParticularsForm

Found = TypeVar("Found")
WRONG_CODE = _l("This code is wrong, or was used before.")


def repeat_field() -> PasswordField:
    same = EqualTo("password", _l("The two passwords are not the same."))
    return PasswordField(_l("Repeat password"), [Required(), same])


def own_password_field() -> PasswordField:
    asked = Required(_l("Enter your current password."))
    return PasswordField(_l("Current password"), [asked, Length(max=PASSWORD_MAX_LENGTH)])


def code_field() -> LineField:
    return LineField(_l("Code"), [Required(_l("Enter the code.")), AtMost(60)])


class TriedForm(Form):
    """A form with a password that somebody has, which may be wrong, or have to wait after too many wrong ones."""

    wait = 0  # seconds until the next try is looked at

    def tries(self, field: Field, look: Callable[[], Found | None], wrong: LazyString) -> Found | None:
        """What `look` finds by the password; where that is nothing, `field` says why. Ask last, as each try counts."""
        try:
            found = look()
        except security.TooSoon as soon:
            self.wait, field.errors = soon.seconds, [str(soon)]
            return None
        if not found:
            field.errors = [wrong]
        return found or None


class LoginForm(TriedForm):
    username = LineField(_l("Username"), [Required(_l("Enter your username or e-mail.")), AtMost(254)])
    password = PasswordField(_l("Password"), [Required(_l("Enter your password.")), Length(max=PASSWORD_MAX_LENGTH)])
    next = HiddenField()

    def person(self) -> User | None:
        """Whoever may come in by this name and password; each wrong pair gets one message, whatever is wrong in it."""
        return self.tries(
            self.password,
            lambda: security.authenticate(self.username.data, self.password.data),
            _l("The username or the password is wrong."),
        )


class RegistrationForm(IdentityForm):
    mobile = LineField(_l("Mobile"), [Required(), AtMost(30)])
    password = NewPassword(_l("Password"))
    password_confirm = repeat_field()

    taken_email = _l("This e-mail already has an account; you can log in with it.")

    def is_taken(self, email: str) -> bool:
        # Where mail is sent, its owner alone is told, by mail.
        return current_app.config["MAIL_SERVER"] is None and super().is_taken(email)


class ConfirmAccountForm(Form):
    password = PasswordField(_l("Password"), [Required(_l("Enter your password.")), Length(max=PASSWORD_MAX_LENGTH)])

    def proves(self, password_hash: str) -> bool:
        """Whether the password is that of `password_hash`; where it is not, the field says so."""
        right = security.is_hash_of(password_hash, self.password.data)
        if not right:
            self.password.errors = [_l("This is not the password that was chosen when this account was asked for.")]
        return right


class ProfileForm(ParticularsForm):
    locale = SelectField(_l("Language"), choices=[SelectChoice("fa", "فارسی"), SelectChoice("en", "English")])


class ProofForm(TriedForm):
    """Asks whoever is signed in to prove by their password to be who they are."""

    current_password = own_password_field()

    def proves(self) -> bool:
        """Whether it does; where it does not, the field says so."""
        field = self.current_password
        return bool(self.tries(field, lambda: security.prove(field.data), _l("This is not your current password.")))


class ProveForm(ProofForm):
    """Asks for all that the person logs in with: the password alone must not switch a second factor off."""

    code = code_field()
    next = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if current_user.totp_secret is None:
            del self.code

    def proves(self) -> bool:
        if not super().proves():
            return False
        field = self.code
        return field is None or bool(self.tries(field, lambda: security.prove_by_code(field.data), WRONG_CODE))


class ProvenForm(ProofForm):
    """A form for what only its owner may change: it has the field for the password where there is no recent proof.

    One that was opened with a proof and is sent without shows the field beside what was typed.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if security.is_proven():
            del self.current_password

    def proves(self) -> bool:
        return "current_password" not in self or super().proves()


class ChangeEmailForm(ProvenForm, EmailForm):
    email = LineField(_l("New e-mail"), [Required(), AtMost(254)])
    # Again, since forms show their fields in the order in which they are named.
    current_password = own_password_field()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if "current_password" in self:  # the form for a new password on the same page has one of this name, too
            self.current_password.id = self.current_password.label.field_id = "email-current_password"

    def is_taken(self, email: str) -> bool:
        return identity_key(email) != current_user.email_key and super().is_taken(email)


class PasswordForm(ProofForm, NewPasswordForm):
    password = NewPassword(_l("New password"))
    password_confirm = repeat_field()


class ResetForm(Form):
    username = LineField(_l("Username or e-mail"), [Required(_l("Enter your username or e-mail.")), AtMost(254)])


class ChosenPasswordForm(NewPasswordForm):
    password_confirm = repeat_field()


class CodeForm(Form):
    code = code_field()


class LoginCodeForm(TriedForm, CodeForm):
    def lets_in(self, user: User) -> bool:
        """Whether the code is one of `user`; where it is not, the field says so."""
        field = self.code
        return bool(self.tries(field, lambda: security.code_is_right(user, field.data), WRONG_CODE))
