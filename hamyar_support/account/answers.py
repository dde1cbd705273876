"""What a form that was not taken is answered with."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from .. import hypermedia
from ..forms import Form
from .forms import TriedForm


def refused(template: str, sent: Form, **context: Any) -> Response:
    """The page `template` again with what is wrong in `sent`: 422, or 429 where its password may not be tried yet."""
    wrong = [field for field in sent if field.errors]
    if len(wrong) == 1:  # several are listed above the form, and the list has the focus
        wrong[0].render_kw = {"autofocus": True}
    wait = sent.wait if isinstance(sent, TriedForm) else 0
    answer = hypermedia.page(template, http_status=429 if wait else 422, **({"form": sent} | context))
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer
