"""Forms of the queue."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from ..forms import AtMost, Form, LineField, Required


class SavedViewForm(Form):
    name = LineField(_l("Name of the view"), [Required(_l("Give the view a name.")), AtMost(60)])
    shared = BooleanField(_l("For the whole team"))
