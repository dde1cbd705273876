"""Landing, guide, questions and answers, and the choice of language."""

from __future__ import annotations

from itertools import groupby

from flask import abort, request, session
from flask_babel import refresh
from flask_login import current_user
from werkzeug.wrappers import Response

from .. import hypermedia, limits
from ..config import LOCALES
from ..extensions import begin_write, db
from ..models import FaqEntry
from ..security.sessions import VISITORS_LOCALE
from . import bp

HIGHLIGHTS = 4


@bp.get("/")
def home() -> Response:
    return hypermedia.page("public/home.html", faq=FaqEntry.published_entries(limit=HIGHLIGHTS))


@bp.get("/guide")
def guide() -> Response:
    return hypermedia.page("public/guide.html")


@bp.get("/faq")
@limits.of_searches
def faq() -> Response:
    query = request.args.get("q", "").strip()
    entries = FaqEntry.published_entries(query)
    groups = [(category, list(group)) for category, group in groupby(entries, key=lambda entry: entry.category)]
    pieces = {"faq-results": "public/_faq_results.html"}
    return hypermedia.page("public/faq.html", pieces=pieces, groups=groups, q=query)


@bp.post("/language")
def language() -> Response:
    locale = request.form.get("locale")
    if locale not in LOCALES:
        abort(422)
    session["locale"] = locale
    session.permanent = True
    if current_user.is_authenticated:
        begin_write()
        current_user.locale = locale
        db.session.add(current_user._get_current_object())
        db.session.commit()
    else:
        session[VISITORS_LOCALE] = locale
    refresh()
    return hypermedia.go(hypermedia.local_path(request.form.get("next")) or "/", frame=True)
