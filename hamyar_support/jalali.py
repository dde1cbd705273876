"""Dates and times for people, in the Jalali calendar.

Instants come in as aware datetimes, in UTC as they are stored; `tz` is the reader's time zone, `locale` "fa" or "en".
The few words stand here and not in the catalogs, so that this runs anywhere: no application, no request.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA, JalaliDate

from .persian import to_latin_digits, to_persian_digits

_MINUTE = timedelta(minutes=1)
TEHRAN = ZoneInfo("Asia/Tehran")

_MONTHS = {"fa": MONTH_NAMES_FA, "en": MONTH_NAMES_EN}
_WEEKDAYS = {
    "fa": ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"),
    "en": ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
}
_NOW = {"fa": "همین حالا", "en": "just now"}
_TODAY = {"fa": "امروز", "en": "Today"}
_YESTERDAY = {"fa": "دیروز", "en": "Yesterday"}
_UNITS = {"minute": "دقیقه", "hour": "ساعت", "day": "روز"}
_MOMENT = {"fa": "کمتر از یک دقیقه", "en": "less than a minute"}

_TYPED_DAY = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
# Outside these, the year is a Gregorian one that was typed by mistake.
_TYPED_YEARS = range(1200, 1600)


def day(dt: datetime, tz: ZoneInfo, locale: str) -> str:
    """«۱۲ آبان ۱۴۰۴», "12 Aban 1404"."""
    return _day_text(_ordinal(dt, tz), locale)


def short_day(dt: datetime, tz: ZoneInfo, locale: str) -> str:
    """«۱۴۰۴/۰۸/۱۲», "1404/08/12"."""
    return _short_day_text(_ordinal(dt, tz), locale)


def clock(dt: datetime, tz: ZoneInfo, locale: str) -> str:
    """«۱۴:۳۰», "14:30"."""
    local = _local(dt, tz)
    return _clock_text(local.hour, local.minute, locale)


def datetime_text(dt: datetime, tz: ZoneInfo, locale: str) -> str:
    """«۱۲ آبان ۱۴۰۴، ساعت ۱۴:۳۰», "12 Aban 1404, 14:30"."""
    local = _local(dt, tz)
    date_text, time_text = _day_text(local.toordinal(), locale), _clock_text(local.hour, local.minute, locale)
    return f"{date_text}{'، ساعت ' if locale == 'fa' else ', '}{time_text}"


def weekday(dt: datetime, tz: ZoneInfo, locale: str) -> str:
    """«شنبه», "Saturday": the first day of the week."""
    return _WEEKDAYS[locale][_weekday_number(_ordinal(dt, tz))]


def relative(dt: datetime, now: datetime, locale: str, tz: ZoneInfo = TEHRAN) -> str:
    """How long before `now`: «همین حالا», «۵ دقیقه پیش», «۳ ساعت پیش», «دیروز», «۴ روز پیش», and after a week the day.

    What lies ahead, as when a clock was set back, is «همین حالا», too.
    """
    minutes = (now - dt) // _MINUTE
    if minutes < 1:
        return _NOW[locale]
    if minutes < 60:
        return _ago(minutes, "minute", locale)
    if minutes < 24 * 60:
        return _ago(minutes // 60, "hour", locale)
    days = _ordinal(now, tz) - _ordinal(dt, tz)
    # In the autumn of a year with summer time a day has 25 hours, so `days` may still be 0.
    if days <= 1:
        return _YESTERDAY[locale].lower()
    return _ago(days, "day", locale) if days < 7 else day(dt, tz, locale)


def waited(dt: datetime, now: datetime, locale: str) -> str:
    """How long since `dt`, in the largest unit that is full: «کمتر از یک دقیقه», «۵ دقیقه», «۳ ساعت», «۱۲ روز»."""
    minutes = (now - dt) // _MINUTE
    if minutes < 1:
        return _MOMENT[locale]
    if minutes < 60:
        return _counted(minutes, "minute", locale)
    hours = minutes // 60
    return _counted(hours, "hour", locale) if hours < 48 else _counted(hours // 24, "day", locale)


def dayline(dt: datetime, now: datetime, tz: ZoneInfo, locale: str) -> str:
    """The heading over a day's messages: «امروز», «دیروز», «شنبه ۱۲ آبان» in the year of `now`, else as `day`."""
    ordinal, today = _ordinal(dt, tz), _ordinal(now, tz)
    if ordinal == today:
        return _TODAY[locale]
    if ordinal == today - 1:
        return _YESTERDAY[locale]
    year, month, number = _jalali(ordinal)
    if year != _jalali(today)[0]:
        return _day_text(ordinal, locale)
    return f"{_WEEKDAYS[locale][_weekday_number(ordinal)]} {_digits(number, locale)} {_MONTHS[locale][month]}"


def parse_day(text: str, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """The Jalali day typed as ۱۴۰۴/۸/۱۲, 1404-08-12 or 1404.8.12: its first instant, and that of the next day, in UTC.

    ValueError if it isn't a day of the years 1200 to 1599.
    """
    match = _TYPED_DAY.fullmatch(to_latin_digits(text).strip(" \u200e\u200f"))
    if not match or int(match[1]) not in _TYPED_YEARS:
        raise ValueError(f"not a Jalali day: {text[:40]!r}")
    gregorian = JalaliDate(int(match[1]), int(match[3]), int(match[4])).to_gregorian()
    return day_start(gregorian, tz), day_start(gregorian + timedelta(days=1), tz)


def day_start(gregorian: date, tz: ZoneInfo) -> datetime:
    """The first instant of a day in `tz`, in UTC."""
    # Where summer time begins at midnight there is no 00:00; zoneinfo takes it for the moment of the change, rightly.
    return datetime.combine(gregorian, time.min, tz).astimezone(UTC)


def day_of_month(gregorian: date, locale: str) -> str:
    """«۱۲ آبان», "12 Aban"."""
    _year, month, number = _jalali(gregorian.toordinal())
    return f"{_digits(number, locale)} {_MONTHS[locale][month]}"


def month(gregorian: date, locale: str) -> str:
    """«آبان ۱۴۰۴», "Aban 1404": the month that the day lies in."""
    year, number, _day = _jalali(gregorian.toordinal())
    return f"{_MONTHS[locale][number]} {_digits(year, locale)}"


def weekdays(locale: str) -> tuple[str, ...]:
    """The names of the days of the week, from Saturday."""
    return _WEEKDAYS[locale]


def duration(seconds: int, locale: str) -> str:
    """«۲ ساعت و ۱۰ دقیقه», "2 hours 10 minutes": the two largest units that a length of time has."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return _MOMENT[locale]
    if minutes >= 24 * 60:
        days, hours = divmod(round(seconds / 3600), 24)
        parts = ((days, "day"), (hours, "hour"))
    else:
        parts = ((minutes // 60, "hour"), (minutes % 60, "minute"))
    return (" و " if locale == "fa" else " ").join(_counted(n, unit, locale) for n, unit in parts if n)


def _local(dt: datetime, tz: ZoneInfo) -> datetime:
    if dt.tzinfo is None:
        raise ValueError("a datetime without a time zone")
    return dt.astimezone(tz)


def _ordinal(dt: datetime, tz: ZoneInfo) -> int:
    return _local(dt, tz).toordinal()


def _weekday_number(ordinal: int) -> int:
    return (ordinal + 1) % 7  # 0 is Saturday


@lru_cache(maxsize=4096)
def _jalali(ordinal: int) -> tuple[int, int, int]:
    jalali = JalaliDate.to_jalali(date.fromordinal(ordinal))
    return jalali.year, jalali.month, jalali.day


@lru_cache(maxsize=4096)
def _day_text(ordinal: int, locale: str) -> str:
    year, month, number = _jalali(ordinal)
    return f"{_digits(number, locale)} {_MONTHS[locale][month]} {_digits(year, locale)}"


@lru_cache(maxsize=4096)
def _short_day_text(ordinal: int, locale: str) -> str:
    year, month, number = _jalali(ordinal)
    return _digits(f"{year}/{month:02}/{number:02}", locale)


@lru_cache(maxsize=4096)
def _clock_text(hour: int, minute: int, locale: str) -> str:
    return _digits(f"{hour:02}:{minute:02}", locale)


def _ago(count: int, unit: str, locale: str) -> str:
    return f"{_counted(count, unit, locale)} {'پیش' if locale == 'fa' else 'ago'}"


def _counted(count: int, unit: str, locale: str) -> str:
    if locale == "fa":
        return f"{to_persian_digits(count)} {_UNITS[unit]}"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _digits(value: str | int, locale: str) -> str:
    return to_persian_digits(value) if locale == "fa" else str(value)
