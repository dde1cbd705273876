"""What a report can be asked for: a range of Jalali days, one department, one agent."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from wtforms import SelectField, StringField, ValidationError

from .. import access, jalali
from ..forms import Form
from ..models import Ticket, User
from ..models.reporting import Names
from ..periods import DAY, Period, month_start
from .filters import NOT_A_DAY

USUAL_LENGTH = 30
LONGEST = 731
PRESETS = {7: _l("Last 7 days"), 30: _l("Last 30 days"), 90: _l("Last 90 days")}


class ReportForm(Form):
    """The form above a report. Days that it leaves out are filled in: until today, and thirty of them."""

    from_ = StringField(_l("From day"), name="from")
    to = StringField(_l("To day"))
    department = SelectField(_l("Department"), validate_choice=False)
    agent = SelectField(_l("Agent"), validate_choice=False)

    def __init__(self, asked: Any, known: Names, today: date, zone: ZoneInfo) -> None:
        super().__init__(asked)
        self.period: Period | None = None
        self._known, self.today, self._zone = known, today, zone
        self._first: date | None = None
        self.department.choices = [("", _l("All departments")), *known.departments.values()]
        self.agent.choices = [("", _l("All agents")), *known.agents.values()]
        # A department or an agent that there is not counts as not said.
        for field in (self.department, self.agent):
            field.data = field.data if field.data in dict(field.choices) else ""

    def validate_from_(self, field: StringField) -> None:
        self._first = self._day(field)
        if self._first and self._first > self.today:
            raise ValidationError(_l("This day has not come yet."))

    def validate_to(self, field: StringField) -> None:
        last = min(self._day(field) or self.today, self.today)
        if self.from_.errors:
            return
        period = Period(self._first or last - (USUAL_LENGTH - 1) * DAY, last, self._zone)
        if period.length < 1:
            raise ValidationError(_l("The last day is before the first one."))
        if period.length > LONGEST:
            raise ValidationError(_l("A report covers two years at most."))
        self.period = period

    def tickets(self, user: User) -> Select[Ticket]:
        """A query for the tickets that `user` may see and that the form asks for."""
        tickets = access.visible_tickets(user)
        if self.department.data:
            tickets = tickets.where(Ticket.department_id == _ident(self._known.departments, self.department.data))
        if self.agent.data:
            tickets = tickets.where(Ticket.assignee_id == _ident(self._known.agents, self.agent.data))
        return tickets

    def show(self, period: Period, locale: str) -> None:
        """Fill the days of `period` into the fields, as people write them."""
        self.from_.data, self.to.data = (jalali.short_day(at, self._zone, locale) for at in _ends(period))

    def query(self, period: Period) -> dict[str, str]:
        """`period`, with all else that the form asks for, as the query of an address."""
        first, last = (jalali.short_day(at, self._zone, "en").replace("/", "-") for at in _ends(period))
        chosen = {field.name: field.data for field in (self.department, self.agent) if field.data}
        return {"from": first, "to": last, **chosen}

    def presets(self) -> list[tuple[LazyString, dict[str, str], bool]]:
        """Ranges that are often asked for: name, query, and whether it is the one that is shown."""
        firsts = [(name, self.today - (days - 1) * DAY) for days, name in PRESETS.items()]
        firsts.append((_l("This month"), month_start(self.today)))
        periods = [(name, Period(first, self.today, self._zone)) for name, first in firsts]
        return [(name, self.query(period), period == self.period) for name, period in periods]

    def _day(self, field: StringField) -> date | None:
        if not (field.data or "").strip():
            return None
        try:
            return jalali.parse_day(field.data, self._zone)[0].astimezone(self._zone).date()
        except ValueError:
            raise ValidationError(NOT_A_DAY) from None


def _ends(period: Period) -> tuple[Any, Any]:
    return period.start, period.boundaries[-2]


def _ident(known: dict[int, tuple[str, str]], key: str) -> int:
    return next(ident for ident, (known_key, _name) in known.items() if known_key == key)
