"""Reports: what came, what went and how long it took, as pictures and as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, current_app, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from .. import hypermedia, jalali
from ..models.report import Report, Spread
from ..models.reporting import names, report
from ..models.words import utc_now
from ..presentation import RTL
from ..spreadsheets import Cell, csv_text
from . import bp
from .pictures import Pictures
from .report_form import ReportForm

PIECES = {"report": "staff/_report.html"}


@bp.get("/reports")
def reports() -> Response:
    form, found = _asked()
    if found is None:
        return _refused(form)
    locale, query = str(get_locale()), form.query(found.period)
    form.show(found.period, locale)
    pictures = Pictures(found, form.today, locale, rtl=locale in RTL)
    return hypermedia.page("staff/reports.html", pieces=PIECES, form=form, pictures=pictures, query=query)


@bp.get("/reports.csv")
def reports_csv() -> Response:
    form, found = _asked()
    if found is None:
        return _refused(form)
    days = form.query(found.period)
    name = f"hamyar-report-{days['from']}-{days['to']}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(csv_text(_table(found)), headers=headers, content_type="text/csv; charset=utf-8")


def _asked() -> tuple[ReportForm, Report | None]:
    """The form as it was sent, and its report, or None where something in it is wrong."""
    zone, known = current_app.config["TZ"], names()
    form = ReportForm(request.args, known, utc_now().astimezone(zone).date(), zone)
    if not form.validate() or form.period is None:
        return form, None
    return form, report(form.tickets(current_user), form.period, known)


def _refused(form: ReportForm) -> Response:
    return hypermedia.page("staff/reports.html", pieces=PIECES, http_status=422, form=form, pictures=None, query={})


def _table(found: Report) -> Iterator[list[Cell]]:
    """One table for all parts of the report; what a part does not know stays empty."""
    head, *rows = _rows(found)
    return ([*row, *[None] * (len(head) - len(row))] for row in (head, *rows))


def _rows(found: Report) -> Iterator[list[Cell]]:
    yield [
        *(_("Report"), _("Date"), _("Jalali date"), _("Weekday"), _("Hour"), _("Name")),
        *(_("Received"), _("Closed"), _("Reopened"), _("Open at the end"), _("Change")),
        *(_("First answers"), _("First answer, median (minutes)"), _("First answer, 90th percentile (minutes)")),
        *(_("Resolved"), _("Resolution, median (minutes)"), _("Resolution, 90th percentile (minutes)")),
    ]
    locale, zone = str(get_locale()), found.period.zone
    weekdays = jalali.weekdays(locale)
    for day in found.days:
        jalali_date = jalali.short_day(jalali.day_start(day.date, zone), zone, "en")
        change = day.opened + day.reopened - day.closed
        when = [day.date.isoformat(), jalali_date, weekdays[(day.date.weekday() + 2) % 7]]
        yield [_("Day"), *when, None, None, day.opened, day.closed, day.reopened, day.backlog, change]
    for weekday, row in enumerate(found.hours):
        for hour, opened in enumerate(row):
            yield [_("Hour of the week"), None, None, weekdays[weekday], hour, None, opened]
    total = [None] * 4 + [None, found.opened, found.closed, None, found.backlog, None]
    yield [_("In all"), *total, *_times(found.response), *_times(found.resolution)]
    for title, groups in ((_("Department"), found.departments), (_("Agent"), found.agents)):
        for group in groups:
            empty: list[Cell] = [None] * 4
            name = group.name or _("Nobody")
            yield [title, *empty, name, group.opened, *empty, *_times(group.response), *_times(group.resolution)]


def _times(spread: Spread) -> list[Cell]:
    return [len(spread), *(None if time is None else round(time / 60) for time in (spread.median, spread.ninetieth))]
