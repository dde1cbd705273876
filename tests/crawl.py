"""Every page that a person can reach by links, and what empty forms are answered with."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from .browsing import csrf_token, document

# Pages of one endpoint differ in what they hold: a ticket that is closed, a list that is filtered.
PAGES_PER_ENDPOINT = 4


@dataclass(frozen=True)
class Found:
    """A page that was reached: `name` is its endpoint and a number, such as "portal.ticket-2"."""

    name: str
    path: str
    response: TestResponse


def pages(client: FlaskClient, start: str = "/") -> Iterator[Found]:
    """Follow links from `start` to the HTML pages of the site, a few of each endpoint; then send each form empty."""
    waiting, seen, counted = deque([start]), {start}, Counter[str]()
    forms: dict[str, str] = {}
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(client.application, path)
        if endpoint is None or counted[endpoint] == PAGES_PER_ENDPOINT:
            continue
        response = client.get(path)
        if response.mimetype != "text/html":
            continue
        counted[endpoint] += 1
        yield Found(f"{endpoint}-{counted[endpoint]}", path, response)
        root = document(response)
        for link in root.iter("a"):
            target = _within(path, link.get("href", ""))
            if target and target not in seen:
                seen.add(target)
                waiting.append(target)
        for form in root.iter("form"):
            action = _within(path, form.get("action", ""))
            if action and (form.get("method") or "").lower() == "post" and "logout" not in action:
                forms.setdefault(_endpoint(client.application, action, "POST") or action, f"{path} {action}")
    for endpoint, place in forms.items():
        path, action = place.split(" ")
        yield Found(f"{endpoint}-empty", action, _sent_empty(client, path, action))


def _sent_empty(client: FlaskClient, path: str, action: str) -> TestResponse:
    # The form may be gone by now: another one ended what it was for.
    return client.post(action, data={"csrf_token": csrf_token(client, path)})


def _within(page: str, link: str) -> str | None:
    """The path and query that `link` on `page` leads to, or None where it leads elsewhere."""
    parts = urlsplit(urljoin(f"http://localhost{page}", link))
    if parts.netloc != "localhost" or parts.scheme != "http":
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _endpoint(app: Flask, path: str, method: str = "GET") -> str | None:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path, method)[0])
    except HTTPException:
        return None
