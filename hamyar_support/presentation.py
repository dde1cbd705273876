"""What templates are given: filters for people's eyes, addresses of files, icons, the language."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g, request, session
from flask_babel import Locale, get_locale
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from jinja2.nodes import Impossible
from markupsafe import Markup
from werkzeug.routing import BuildError, Map

from . import jalali, persian
from .bidi import direction
from .config import LOCALES
from .models.words import LABELS, utc_now
from .templating import Environment

RTL = ("fa",)
GUIDE_PICTURES = "img/guide"


# Given a name, Flask-Babel would read it, and look for its file, for each request.
_locale_named = cache(Locale.parse)


def chosen_locale() -> Locale:
    """The visitor's language: the account's, else the one chosen in this browser, else Persian."""
    if current_user and current_user.is_authenticated:
        return _locale_named(current_user.locale)
    chosen = session.get("locale")
    return _locale_named(chosen if chosen in LOCALES else LOCALES[0])


def init_app(app: Flask) -> None:
    env = cast(Environment, app.jinja_env)
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    app.extensions["static_version"] = _static_version(Path(app.static_folder or ""))
    env.filters_in = partial(_filters, zone=app.config["TZ"])
    env.filters.update(env.filters_in(LOCALES[0]))
    addresses = Addresses(app.url_map)
    constant = {"asset": asset, "icon": icon, "scripts": scripts, "stylesheets": stylesheets}
    env.globals.update(constant, csrf_field=csrf_field, guide_picture=guide_picture, url_for=addresses.of)
    env.constant = {**constant, "url_for": addresses.constant}
    app.context_processor(_language)


def digits(value: str | int) -> str:
    """`value` with the digits of the visitor's language."""
    return persian.to_persian_digits(str(value)) if _locale() == "fa" else str(value)


def _filters(locale: str, zone: ZoneInfo) -> dict[str, Callable[..., Any]]:
    in_persian = locale == "fa"
    label = cache(_label)
    return {
        "digits": (lambda value: persian.to_persian_digits(str(value))) if in_persian else str,
        "number": persian.group if in_persian else lambda value: f"{value:,}",
        "filesize": lambda value: persian.file_size(value, locale),
        "day": lambda value: jalali.day(value, zone, locale),
        "datetime": lambda value: jalali.datetime_text(value, zone, locale),
        "clock": lambda value: jalali.clock(value, zone, locale),
        "relative": lambda value: jalali.relative(value, utc_now(), locale, zone),
        "waited": lambda value: jalali.waited(value, utc_now(), locale),
        "duration": lambda seconds: jalali.duration(seconds, locale),
        "dayline": lambda value: jalali.dayline(value, utc_now(), zone, locale),
        "iso": lambda value: value.isoformat(timespec="seconds"),
        "status_label": label,
        "priority_label": label,
        "role_label": label,
        "urgency_label": label,
        "direction": direction,
        "excerpt": lambda text, length: text if len(text) <= length else text[: length - 1].rstrip() + "…",
    }


class Addresses:
    """The addresses of the site, as templates ask for them; those asked for lately are remembered.

    A list asks for one in each row, and building it anew takes as long as all the rest of the row.
    """

    def __init__(self, urls: Map) -> None:
        self._urls = urls.bind("")
        self._built = lru_cache(maxsize=2048)(self._build)

    def of(self, endpoint: str, **values: Any) -> str:
        """The path of `endpoint`; one that begins with a dot is of the blueprint that answers the request."""
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}"
        return self._built(endpoint, *values.items())

    def constant(self, endpoint: str) -> str:
        """The path of `endpoint` if it is the same on every page; otherwise raises Impossible."""
        if endpoint.startswith("."):
            raise Impossible
        try:
            return self._built(endpoint)
        except BuildError:
            raise Impossible from None

    def _build(self, endpoint: str, *values: tuple[str, Any]) -> str:
        given = dict(values)
        anchor = given.pop("_anchor", None)
        return self._urls.build(endpoint, given) + (f"#{anchor}" if anchor else "")


def asset(path: str) -> str:
    """The address of a static file; it changes whenever any static file does, so that browsers may keep it for good."""
    return f"/static/{current_app.extensions['static_version']}/{path}"


def icon(name: str) -> Markup:
    """The icon `name` of the sprite, drawn in the colour of the text and silent to screen readers."""
    return _drawn(name, asset("img/icons.svg"))


@cache
def _drawn(name: str, sprite: str) -> Markup:
    # The size is for where the style sheet did not come, which gives another: without it, it would fill the screen.
    return Markup(
        '<svg class="icon" width="20" height="20" data-icon="{0}" aria-hidden="true"><use href="{1}#{0}"></use></svg>'
    ).format(name, sprite)


def stylesheets(*names: str) -> Markup:
    """The links to style sheets, in their order."""
    link = Markup('<link rel="stylesheet" href="{}">')
    return Markup("\n  ").join(link.format(asset(f"css/{name}.css")) for name in names)


def scripts(*names: str) -> Markup:
    """The elements that load scripts, which run in this order when the page is there."""
    element = Markup('<script type="module" src="{}"></script>')
    return Markup("\n  ").join(element.format(asset(f"js/{name}.js")) for name in names)


def csrf_field() -> Markup:
    """The hidden field that proves a form to be ours."""
    if "csrf_field" not in g:
        g.csrf_field = Markup('<input type="hidden" name="csrf_token" value="') + generate_csrf() + Markup('">')
    field: Markup = g.csrf_field
    return field


def guide_picture(number: int, suffix: str = "") -> str | None:
    """The address of the picture of step `number` of the guide, None while it has not been taken.

    With the suffix "-phone" it is the picture of a phone.
    """
    path = f"{GUIDE_PICTURES}/step-{number}{suffix}.avif"
    return asset(path) if (Path(current_app.static_folder or "") / path).is_file() else None


def _label(word: StrEnum) -> str:
    return str(LABELS[word])


def _language() -> dict[str, Any]:
    locale = _locale()
    return {"locale": locale, "dir": "rtl" if locale in RTL else "ltr", "path": request.full_path.rstrip("?")}


def _locale() -> str:
    return get_locale().language


def _static_version(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".gz", ".br"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
