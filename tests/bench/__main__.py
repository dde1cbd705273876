"""Measures the pages against a floor: `make bench`.

Product and floor are served by the production server, side by side, and measured in turn, in rounds so short that
whatever else the machine does, and its own slowing down under load, hits both. The ratio is the median of the rounds'
ratios. Exits with 1 where a target is missed.
"""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from statistics import median, quantiles

import flask_migrate
from flask import Flask

from hamyar_support import create_app
from hamyar_support.extensions import db

from .. import browsing
from . import desk, replies
from .serving import ROOT, CannotMeasure, answer, requests_per_second, served, wrk

# More replies than 60 within a minute are turned away.
ROUNDS, SECONDS, REPLIES = 15, 1, 50
READ, POLL, REPLY_MILLISECONDS = 0.5, 0.7, 10.0
KEY = "a key for measuring, as long as a key must be"
ROW = re.compile(r'(?:id|href)="(message-\d+|/tickets/\d+)"')


@dataclass(frozen=True)
class Page:
    """A page, the floor's twin of it, and the least ratio of its rate to the floor's."""

    name: str
    path: str
    floor: str
    target: float = READ
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: int = 0
    status: int = 200


def main() -> int:
    """Measure and print the table; gives 1 where a target was missed, 2 where nothing could be measured."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for name in [name for name in os.environ if name.startswith(("HAMYAR_", "GUNICORN_"))]:
        del os.environ[name]
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    # Not in /tmp, which may lie in memory: a reply is to wait for a disk.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=cache) as folder:
        try:
            return 0 if _measure(Path(folder)) else 1
        except CannotMeasure as error:
            print(f"make bench: {error}", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            return 130


def _measure(folder: Path) -> bool:
    print(_machine(), flush=True)
    app = create_app({"DATA_DIR": str(folder), "SECRET_KEY": KEY})
    with app.app_context():
        flask_migrate.upgrade()
        found = desk.fill(app)
        db.engine.dispose()
    customer, agent = _signed_in(app, desk.CUSTOMER), _signed_in(app, desk.AGENT)
    settings = {"HAMYAR_DATA_DIR": str(folder), "HAMYAR_SECRET_KEY": KEY}
    with ExitStack() as stack:
        product = stack.enter_context(served("wsgi:app", settings, folder / "product.log"))
        floor = stack.enter_context(served("tests.bench.floor:app", settings, folder / "floor.log"))
        print(f"\n{'':<26}{'product':>12}{'floor':>12}{'ratio':>9}   target", flush=True)
        met = [
            good
            for _, pages in groupby(_pages(found, customer, agent), key=lambda page: page.floor)
            for good in _compare(list(pages), product, floor)
        ]
        return all([*met, _time_replies(product, f"/tickets/{found.short}", customer)])


def _pages(found: desk.Desk, customer: Mapping[str, str], agent: Mapping[str, str]) -> Iterator[Page]:
    yield Page("customer's list", "/tickets", "/list", headers=customer, rows=25)
    for name, code, rows in (("ticket, 10 messages", found.short, 10), ("ticket, 100 messages", found.long, 50)):
        yield Page(name, f"/tickets/{code}", f"/ticket/{code}", headers=customer, rows=rows)
    yield Page("staff queue", "/staff", "/queue", headers=agent, rows=25)
    poll = {**customer, **browsing.HTMX}
    for name, path in (
        ("poll of the list", f"/tickets?since={desk.MESSAGES}"),
        ("poll of a ticket", f"/tickets/{found.short}?since={desk.SHORT}&after=1&after_event=0"),
    ):
        yield Page(name, path, "/constant", POLL, poll, status=204)
    yield Page("log in", "/login", "/login")


def _compare(pages: Sequence[Page], product: int, floor: int) -> list[bool]:
    """Measure pages with the same floor in turn with it; print a line for each, and say whether it meets its target."""
    for page in pages:
        _check(page, product, floor)
    turns = [(product, page.path, page.headers) for page in pages] + [(floor, pages[0].floor, pages[0].headers)]
    rates: list[list[float]] = [[] for _ in turns]
    # Each round goes the other way, so that nobody is always the first; the one before the first warms both up.
    for number in range(ROUNDS + 1):
        order = list(zip(turns, rates, strict=True))
        for turn, found in order[:: -1 if number % 2 else 1]:
            found.append(requests_per_second(*turn, SECONDS))
    *products, floors = [found[1:] for found in rates]
    return [_print_page(page, of_page, floors) for page, of_page in zip(pages, products, strict=True)]


def _print_page(page: Page, rates: Sequence[float], floors: Sequence[float]) -> bool:
    ratio = median(rate / floor for rate, floor in zip(rates, floors, strict=True))
    good = ratio >= page.target
    figures = f"{median(rates):>10.0f}/s{median(floors):>10.0f}/s{ratio:>9.0%}"
    print(f"{page.name:<26}{figures}   ≥ {page.target:.0%}{'' if good else '  MISSED'}", flush=True)
    return good


def _check(page: Page, product: int, floor: int) -> None:
    """Make sure that page and floor answer as they should, and show the same rows."""
    status, shown = answer(product, page.path, page.headers)
    floor_status, least = answer(floor, page.floor, page.headers)
    rows = ROW.findall(least)
    if (status, floor_status, len(rows)) != (page.status, 200, page.rows) or any(row not in shown for row in rows):
        raise CannotMeasure(f"{page.path} answers {status}, its floor {floor_status} with {len(rows)} rows")


def _time_replies(product: int, path: str, headers: Mapping[str, str]) -> bool:
    took = replies.milliseconds(product, path, headers, REPLIES)
    good = median(took) <= REPLY_MILLISECONDS
    figures = f"{median(took):>9.1f} ms   p95 {quantiles(took, n=20)[-1]:.1f} ms"
    print(f"{'reply':<26}{figures:<33}   ≤ {REPLY_MILLISECONDS:.0f} ms{'' if good else '  MISSED'}", flush=True)
    return good


def _signed_in(app: Flask, username: str) -> dict[str, str]:
    client = browsing.login(app.test_client(), username)
    client.get("/")  # as in any browser, the cookie has the token of forms in it after the first page
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return {"Cookie": f"{name}={cookie.value}"}


def _machine() -> str:
    # wrk prints its version and leaves with 1.
    measure = subprocess.run([wrk(), "-v"], capture_output=True, text=True, check=False).stdout.split(" [")[0]
    names = ("flask", "sqlalchemy", "jinja2", "gunicorn")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}, {measure}"


if __name__ == "__main__":
    sys.exit(main())
