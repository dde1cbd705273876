"""Every page of the site as each kind of person sees it, with the longest and oddest things in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Flask
from playwright.sync_api import Page

from hamyar_support.models import Department
from hamyar_support.models.words import MessageKind, Priority, Status

from .. import crawl
from ..browsing import login
from ..hostile import HOSTILE
from ..people import People
from ..questions import ask
from ..samples import SAMPLES
from ..tickets import move, open_ticket, reply, writing

LATIN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
PERSIAN = "نمی‌خواهم‌شان‌ولی‌می‌خواهندمان‌که‌بیایم‌وببینیم‌شان" * 3
MIXED = f"خطای HTTP/1.1 500 در https://example.com/{'path/' * 30}?q=1 (نسخهٔ 2.0.1-beta) رخ داد: «{LATIN}» → پایان."
LONG_NAME = "صورت‌جلسهٔ‌بسیار‌بسیار‌طولانی " * 5 + LATIN[:60]
ROLES = ("visitor", "customer", "agent", "admin")
HEARTBEATS = "**/presence"
# The pages of one endpoint that are looked at.
EACH = 2


def fill(app: Flask, people: People) -> None:
    """Fill the site: tickets in every status, long words in both scripts, notes, files, questions."""
    files = {f"{LONG_NAME}.pdf": SAMPLES["pdf"], "تصویر.png": SAMPLES["png"], "a.zip": SAMPLES["zip"]}
    odd = open_ticket(app, people.reza, f"{LATIN} {PERSIAN}"[:200], MIXED, priority=Priority.HIGH, files=files)
    reply(app, odd, people.sara, "\n".join((MIXED, LATIN, PERSIAN, *HOSTILE)), files=files)
    reply(app, odd, people.sara, "پیوست.", kind=MessageKind.NOTE)
    reply(app, odd, people.reza, MIXED)
    for status in (Status.PENDING, Status.CLOSED):
        code = open_ticket(app, people.reza, MIXED[:200], department="زیرساخت و امنیت")
        move(app, code, people.sara, status)
    for number in range(4):
        reply(app, open_ticket(app, people.reza, f"درخواست {number}"), people.sara, "پاسخ")
    for question in ("رمز عبورم را فراموش کرده‌ام؛ چه کنم؟", PERSIAN[:150], LATIN[:150]):
        ask(app, question, MIXED)
    with writing(app) as session:
        session.add(Department(name=PERSIAN[:100]))


def pages(app: Flask, people: People, role: str) -> Iterator[crawl.Found]:
    """A few pages of each endpoint that `role` reaches by links, its forms with errors, and an error page.

    What the role before it reaches as well is left out for staff.
    """
    before = {"agent": "customer", "admin": "agent"}.get(role)
    seen = {_endpoint(found) for found in _crawled(app, people, before)} if before else set()
    for found in _crawled(app, people, role):
        if _endpoint(found) not in seen:
            yield found


def _crawled(app: Flask, people: People, role: str) -> Iterator[crawl.Found]:
    client = app.test_client()
    person = {"customer": people.reza, "agent": people.sara, "admin": people.admin}.get(role)
    if person:
        login(client, person.username)
    yield crawl.Found("errors.404-1", "/missing", client.get("/missing"))
    for found in crawl.pages(client):
        number = found.name.rpartition("-")[2]
        is_page = found.response.status_code in (200, 422) and found.response.data.startswith(b"<!doctype")
        if is_page and b"error-page" not in found.response.data and not (number.isdecimal() and int(number) > EACH):
            yield found


def _endpoint(found: crawl.Found) -> str:
    return found.name.rpartition("-")[0]


def show(page: Page, site: str, found: crawl.Found) -> None:
    """Show the answer in the browser as it came, without asking the site again."""
    address = site + found.path
    headers = {name: value for name, value in found.response.headers if name.lower() != "set-cookie"}
    is_it: Callable[[str], bool] = lambda url: url == address  # noqa: E731
    body, status = found.response.data, found.response.status_code
    page.route(is_it, lambda route: route.fulfill(status=status, headers=headers, body=body))
    # Its token is that of another session; told so, the page would go and look for its own.
    page.unroute(HEARTBEATS)
    page.route(HEARTBEATS, lambda route: route.fulfill(status=204))
    page.goto(address)
    page.unroute(is_it)
