"""A person's browser against a real port: cookies, hidden fields, forms with files."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from secrets import token_hex
from typing import Any

import html5lib
from werkzeug.datastructures import MultiDict

from tests.browsing import HTMX, form_fields
from tests.multipart import BOUNDARY, encoded
from tests.people import PASSWORD

# What a connection does when the server behind it is gone.
GONE = (OSError, HTTPException)
LIVE = {**HTMX, "HX-Target": "div#live"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


class Browser:
    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def login(self, username: str) -> Browser:
        answer = self.submit("/login", "/login", {"username": username, "password": PASSWORD})
        if answer.status != 303:
            raise RuntimeError(f"{username} could not log in: {answer.status}")
        return self

    def another(self) -> Browser:
        """The same browser, to be used by another thread."""
        copy = Browser(self.port)
        copy.cookies = dict(self.cookies)
        return copy

    def get(self, path: str, headers: Mapping[str, str] | None = None, timeout: float = 60) -> Answer:
        return self.request("GET", path, headers=headers, timeout=timeout)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Answer:
        begun = time.monotonic()
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {**({"Cookie": cookie} if cookie else {}), **(headers or {})})
            response = connection.getresponse()
            content = response.read().decode(errors="replace")
        finally:
            connection.close()
        for name, value in response.getheaders():
            if name == "Set-Cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return Answer(response.status, dict(response.getheaders()), content, time.monotonic() - begun)

    def form(self, page: str, action: str) -> MultiDict[str, Any]:
        """What the form on `page` that posts to `action` would send."""
        answer = self.get(page)
        if answer.status != 200:
            raise RuntimeError(f"{page} answers {answer.status}")
        return form_fields(html5lib.parse(answer.text, namespaceHTMLElements=False), action)

    def post(self, path: str, fields: MultiDict[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
        """Send `fields`; a value that is (bytes, file name) is a file."""
        sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **(headers or {})}
        return self.request("POST", path, encoded(fields), sent)

    def submit(
        self, page: str, action: str, data: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Open `page`, fill `data` into its form that posts to `action`, and send it."""
        return self.post(action, filled(self.form(page, action), data), headers)

    def answers(self, path: str) -> bool:
        try:
            return self.get(path, timeout=5).status == 200
        except GONE:
            return False


def filled(form: MultiDict[str, Any], data: Mapping[str, Any]) -> MultiDict[str, Any]:
    """A copy of `form` with `data` filled in, as a page opened anew: with a form id of its own."""
    fields = form.copy()
    if "form_id" in fields:
        fields["form_id"] = token_hex(16)
    for name, value in data.items():
        fields[name] = value
    return fields
