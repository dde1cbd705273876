"""Writing a question and its answer, and seeing how it will look while writing."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ... import access, hypermedia
from ...extensions import db
from ...models import FaqEntry
from ...richtext import markdown_html
from .. import bp
from . import admins_only, one
from .forms import ANSWER_MAX_LENGTH, FaqEntryForm

PIECES = {"faq-preview": "staff/admin/_faq_preview.html"}
# Sent along to see how what is typed will look; nothing is kept.
PREVIEW = "preview"


@bp.get("/faq/new")
@admins_only
def new_faq_entry() -> Response:
    form = FaqEntryForm()
    form.category.data = request.args.get("category", "")
    return _editor(form)


@bp.post("/faq/new")
@admins_only
def create_faq_entry() -> Response:
    if PREVIEW in request.form:
        return _editor(FaqEntryForm())
    admin, form = access.admin_to_act(current_user), FaqEntryForm()
    if not form.validate():
        return _editor(form)
    category, published = form.chosen_category, form.published.data
    return _saved(FaqEntry.create(category, form.question.data, form.answer.data, published=published, by=admin))


@bp.get("/faq/<int:ident>")
@admins_only
def faq_entry(ident: int) -> Response:
    entry = one(FaqEntry, ident)
    return _editor(FaqEntryForm(entry), entry)


@bp.post("/faq/<int:ident>")
@admins_only
def edit_faq_entry(ident: int) -> Response:
    if PREVIEW in request.form:
        return _editor(FaqEntryForm(), one(FaqEntry, ident))
    admin, entry, form = access.admin_to_act(current_user), one(FaqEntry, ident), FaqEntryForm()
    if not form.validate() or form.is_behind(entry):
        return _editor(form, entry)
    category, published = form.chosen_category, form.published.data
    entry.edit(category, form.question.data, form.answer.data, published=published, by=admin)
    return _saved(entry)


def _saved(entry: FaqEntry) -> Response:
    db.session.commit()
    flash(_("“%(name)s” is saved.", name=entry.question), "success")
    return hypermedia.go(url_for(".faq", _anchor=f"category-{entry.category_id}"))


def _editor(form: FaqEntryForm, entry: FaqEntry | None = None) -> Response:
    """The form beside what it will look like; 422 if something in it is wrong."""
    html = markdown_html((form.answer.data or "")[:ANSWER_MAX_LENGTH])
    context = {"form": form, "entry": entry, "html": html}
    http_status = 422 if form.errors else 200
    return hypermedia.page("staff/admin/faq_entry.html", pieces=PIECES, http_status=http_status, **context)
