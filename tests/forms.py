"""What a refused form says, read as a screen reader would: through aria-describedby."""

from __future__ import annotations

from werkzeug.test import TestResponse

from .browsing import document, text_of


def errors(response: TestResponse) -> dict[str, str]:
    """The error of each field by the field's name; asserts that each is tied to its control and marked invalid."""
    root = document(response)
    texts = {e.get("id"): text_of(e) for e in root.iter() if "field-error" in e.get("class", "").split()}
    found: dict[str, str] = {}
    for control in root.iter():
        for described in control.get("aria-describedby", "").split():
            if described in texts:
                found[control.get("name") or control.get("id")] = texts.pop(described)
                assert control.get("aria-invalid") == "true" or control.tag == "fieldset", described
    assert texts == {}, "an error that no field points to"
    return found


def error_of(response: TestResponse, field: str) -> str:
    return errors(response)[field]


def value_of(response: TestResponse, field: str) -> str | None:
    """What stands in the text field `field` of the page."""
    root = document(response)
    # The frame around the page has forms of its own.
    control = next(e for e in (root.find(".//main") or root).iter() if e.get("name") == field)
    if control.tag == "textarea":
        # A browser drops the first line end of a textarea.
        return control.text or ""
    value: str | None = control.get("value")
    return value
