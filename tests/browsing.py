"""What a browser does with forms, over Flask's test client: read the page, keep its hidden fields, send."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import lxml.etree
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hamyar_support import security
from hamyar_support.models import User

from . import multipart
from .people import PASSWORD, Person

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
CONTROLS = {"input", "select", "textarea"}
NOT_SENT = {"button", "submit", "reset", "image", "file"}


def htmx(target: str = "", page: str = "") -> dict[str, str]:
    """The headers of a request by htmx, for the element `target` (such as "div#live") on the page `page`."""
    headers = dict(HTMX)
    if target:
        headers["HX-Target"] = target
    if page:
        headers["HX-Current-URL"] = f"http://localhost{page}"
    return headers


class _Tree(ElementTree.TreeBuilder):
    def start(self, tag: str, attrs: Any, /) -> Any:
        return super().start(tag, dict(attrs))


def document(response: TestResponse) -> Any:
    """The root element of the page or fragment, read many times as fast as by `browser_document`."""
    parser = lxml.etree.HTMLParser(target=_Tree())
    root = lxml.etree.HTML(response.get_data(as_text=True) or "<html>", parser)
    for area in root.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")  # as HTML has it
    return root


def browser_document(response: TestResponse) -> Any:
    """The root element as browsers read whatever there is, for where somebody's text may have become more than text."""
    return html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)


def text_of(element: Any) -> str:
    """All text within `element`, without the space around it."""
    return "".join(element.itertext()).strip()


def csrf_token(client: FlaskClient, page: str) -> str:
    """The token in the first form of `page` that has one."""
    # Not by a parser, which takes longer than all else that most tests do.
    found = TOKEN.search(client.get(page).text)
    assert found, f"{page} has no form with a token"
    return found[1]


def form_fields(root: Any, action: str) -> MultiDict[str, str]:
    """What a browser would send of the form in `root` whose action is the path `action`, files and buttons aside."""
    forms = [f for f in root.iter("form") if urlsplit(f.get("action") or "").path == urlsplit(action).path]
    posted = [form for form in forms if (form.get("method") or "").lower() == "post"]
    assert posted, f"no form posts to {action}"
    fields: MultiDict[str, str] = MultiDict()
    for control in posted[0].iter():
        if control.tag not in CONTROLS:
            continue
        name, kind = control.get("name"), control.get("type", "text")
        if not name or control.get("disabled") is not None or kind in NOT_SENT:
            continue
        if kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        fields.add(name, _value(control))
    return fields


def submit(
    client: FlaskClient,
    page: str,
    data: dict[str, Any] | None = None,
    *,
    action: str | None = None,
    headers: dict[str, str] | None = None,
) -> TestResponse:
    """Open `page`, fill `data` into its form that posts to `action` (by default the page itself), and send it.

    With `headers=htmx(…)` it is sent as htmx sends it; the page is read plainly either way.
    """
    target = urljoin(page, action) if action else urlsplit(page).path
    fields = form_fields(document(client.get(page)), target)
    for name, value in (data or {}).items():
        fields.setlist(name, value if isinstance(value, list) else [value])
    return multipart.post(client, target, fields, headers)


def send(
    client: FlaskClient,
    path: str,
    data: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> TestResponse:
    """Post `data` to `path` with a good token and without reading any form, as one does who is not shown one."""
    # Every page has a form with a token; this one is the smallest.
    fields = MultiDict({"csrf_token": csrf_token(client, "/no-such-page"), **(data or {})})
    return multipart.post(client, path, fields, headers)


def login(client: FlaskClient, username: str, password: str = PASSWORD) -> FlaskClient:
    """Sign `username` in through the form, and give the client back."""
    fields = {"csrf_token": csrf_token(client, "/login"), "username": username, "password": password}
    response = client.post("/login", data=fields)
    assert response.status_code == 303, f"{username} could not log in: {response.status_code}"
    return client


def signed_in(app: Flask, person: Person) -> FlaskClient:
    """A browser in which `person` has logged in, in a third of the time: nobody reads or sends the form."""
    client, form = app.test_client(), app.view_functions["account.login"]

    def let_in() -> Response:
        user = User.named(person.username)
        assert user is not None
        security.sign_in(user)
        return Response(status=204)

    app.view_functions["account.login"] = let_in
    try:
        assert client.get("/login").status_code == 204, f"{person.username} was not let in"
    finally:
        app.view_functions["account.login"] = form
    return client


def _value(control: Any) -> str:
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return chosen[0].get("value", chosen[0].text or "") if chosen else ""
    return control.get("value", "on" if control.get("type") in ("checkbox", "radio") else "")
