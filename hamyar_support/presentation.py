"""What templates are given: filters for people's eyes, addresses of files, icons, the language."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask, current_app, request, session
from flask_babel import get_locale
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup

from . import jalali, persian
from .config import LOCALES
from .models.words import LABELS, utc_now

RTL = ("fa",)
GUIDE_PICTURES = "img/guide"


def chosen_locale() -> str:
    """The visitor's language: the account's, else the one chosen in this browser, else Persian."""
    if current_user and current_user.is_authenticated:
        return current_user.locale
    chosen = session.get("locale")
    return chosen if chosen in LOCALES else LOCALES[0]


def init_app(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        digits=lambda value: persian.to_persian_digits(str(value)) if _locale() == "fa" else str(value),
        number=lambda value: persian.group(value) if _locale() == "fa" else f"{value:,}",
        filesize=lambda value: persian.file_size(value, _locale()),
        day=lambda value: jalali.day(value, _zone(), _locale()),
        datetime=lambda value: jalali.datetime_text(value, _zone(), _locale()),
        clock=lambda value: jalali.clock(value, _zone(), _locale()),
        relative=lambda value: jalali.relative(value, utc_now(), _locale(), _zone()),
        dayline=lambda value: jalali.dayline(value, utc_now(), _zone(), _locale()),
        iso=datetime.isoformat,
        status_label=_label,
        priority_label=_label,
        role_label=_label,
        excerpt=lambda text, length: text if len(text) <= length else text[: length - 1].rstrip() + "…",
    )
    app.extensions["static_version"] = _static_version(Path(app.static_folder or ""))
    env.globals.update(
        asset=asset, icon=icon, csrf_field=csrf_field, form_id=lambda: token_hex(16), guide_picture=guide_picture
    )
    app.context_processor(_language)


def asset(path: str) -> str:
    """The address of a static file; it changes whenever any static file does, so that browsers may keep it for good."""
    return f"/static/{current_app.extensions['static_version']}/{path}"


def icon(name: str) -> Markup:
    """The icon `name` of the sprite, drawn in the colour of the text and silent to screen readers."""
    return Markup('<svg class="icon" data-icon="{}" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        name, asset("img/icons.svg"), name
    )


def csrf_field() -> Markup:
    """The hidden field that proves a form to be ours."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def guide_picture(number: int) -> str | None:
    """The address of the picture of step `number` of the guide, None while it has not been taken."""
    path = f"{GUIDE_PICTURES}/step-{number}.webp"
    return asset(path) if (Path(current_app.static_folder or "") / path).is_file() else None


def _label(word: StrEnum) -> str:
    return str(LABELS[word])


def _language() -> dict[str, Any]:
    locale = _locale()
    return {"locale": locale, "dir": "rtl" if locale in RTL else "ltr", "path": request.full_path.rstrip("?")}


def _locale() -> str:
    return str(get_locale())


def _zone() -> Any:
    return current_app.config["TZ"]


def _static_version(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".gz", ".br"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
