"""Are two answers the same, but for what is random in each?"""

from __future__ import annotations

import re
from typing import Any

from werkzeug.test import TestResponse

_RANDOM = re.compile(r'(name="(?:csrf_token|form_id)"[^>]* value=)"[^"]*"')
# Set for each answer, and no business of the comparison.
_HEADERS = {"date", "set-cookie", "content-length", "x-request-id"}


def same(response: TestResponse, *named: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of `response`, with tokens and each of `named` (what was asked for) blanked."""
    headers = {name: value for name, value in response.headers if name.lower() not in _HEADERS}
    return response.status_code, _blank(headers, named), _blank(_RANDOM.sub(r'\1"…"', response.text), named)


def _blank(value: Any, named: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {name: _blank(text, named) for name, text in value.items()}
    for name in named:
        value = value.replace(name, "…")
    return value
