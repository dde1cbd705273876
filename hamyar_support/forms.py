"""What every form is made of: cleaned text, and checks that speak plainly."""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, StringField, TextAreaField, ValidationError, meta, widgets
from wtforms.fields.core import Flags
from wtforms.i18n import messages_path
from wtforms.validators import InputRequired, Length
from wtforms.widgets.core import clean_key

from .persian import clean_line, clean_text
from .presentation import digits
from .richtext import made_html
from .templating import escaped

SUBJECT_MAX_LENGTH = 200


class Form(FlaskForm):
    class Meta:
        csrf = False  # checked for every POST before any view runs

        def get_translations(self, _form: Any) -> NullTranslations:
            return _own_words(get_locale().language)


@cache
def _own_words(locale: str) -> NullTranslations:
    """What WTForms itself says, in the language `locale`; Flask-WTF would read its file for every form."""
    return translation("wtforms", messages_path(), [locale], fallback=True)


# How WTForms writes the name of an attribute. There are few names, and each field asks for all of its own, twice.
_name = cache(clean_key)


def attributes(**given: Any) -> Markup:
    """HTML attributes of `given`: the same text that WTForms writes, ten times as fast."""
    written = []
    for name, value in sorted(given.items()):
        if value is True:
            written.append(_name(name))
        elif value is not False:
            written.append(f'{_name(name)}="{escaped(value)}"')
    return made_html(" ".join(written))


# WTForms formats each attribute as a template of its own, which took a fifth of the time of a page with a form.
widgets.core.html_params = attributes
meta.clean_key = _name
# A widget looks for the flags that are set, among all that is in dir().
Flags.__dir__ = lambda self: list(vars(self))
widgets.Input.html_params = staticmethod(attributes)


class Required(InputRequired):
    """Asks for a value; text that is only space or invisible characters is none."""

    def __init__(self, message: Any = None) -> None:
        super().__init__(message or _l("This field is required."))

    def __call__(self, form: Any, field: Field) -> None:
        super().__call__(form, field)
        if isinstance(field.data, str) and not clean_text(field.data):
            raise ValidationError(self.message)


class AtMost(Length):
    """Limits the number of characters, and lets the browser know it of a line."""

    def __init__(self, characters: int) -> None:
        super().__init__(max=characters)

    def __call__(self, form: Any, field: Field) -> None:
        if len(field.data or "") > self.max:
            raise ValidationError(_("At most %(most)s characters fit here.", most=digits(self.max)))


class LineField(StringField):
    """One line of text, cleaned of what cannot be seen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_line(valuelist[0]) if valuelist else ""


class _Area(widgets.TextArea):
    # Not how much it takes: browsers cut the rest off what is pasted, and say nothing.
    validation_attrs = ("required", "disabled", "readonly")


class TextField(TextAreaField):
    """Text of several lines, cleaned of what cannot be seen."""

    widget = _Area()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0]) if valuelist else ""
