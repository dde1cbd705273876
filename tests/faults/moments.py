"""A process that dies at the worst moments of a request with a file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from hamyar_support import keeping

from .browser import GONE, filled
from .lab import Lab, Row
from .site import Site

PLACES = ("half a file", "between file and commit", "in the commit", "between commit and answer")
OLD = 3 * 86400


def run(lab: Lab) -> Iterator[Row]:
    for database in ("sqlite", *(["postgresql"] if lab.cluster else [])):
        with lab.site(database) as site:
            orders = lab.folder / "die-at"
            site.start("tests.faults.dying_app:app", environment={"FAULT_AT": str(orders)})
            for place in PLACES:
                yield _die(site, place, orders, lab.rounds(10, 2), database)


def _die(site: Site, place: str, orders: Path, rounds: int, database: str) -> Row:
    browser = site.browser()
    form = browser.form("/tickets/new", "/tickets/new")
    wrong, died, kept_before = 0, 0, 0
    for number in range(rounds):
        mark = f"{place} {number}"
        data = {"department": str(site.department), "subject": mark, "body": mark}
        fields = filled(form, {**data, "attachments": (f"code,name\r\n{number},x\r\n".encode(), "فهرست.csv")})
        orders.write_text(place)
        try:
            wrong += bool(browser.post("/tickets/new", fields))
        except GONE:
            died += 1
        kept_before += site.times_written(mark)
        wrong += browser.post("/tickets/new", fields).status != 303 or site.times_written(mark) != 1
    whole = rounds if place == "between commit and answer" else 0
    faults = site.verify()
    orphans = len(site.files()) - site.ask("SELECT count(*) FROM attachments")[0][0]
    swept = _sweep_later(site)
    left = len(site.files()) - site.ask("SELECT count(*) FROM attachments")[0][0]
    done = f"killed {place}, {database}: {rounds} rounds"
    seen = (
        f"died {died}, kept before it was sent again {kept_before} (of {whole}), wrong afterwards "
        f"{wrong + len(faults)}; bytes without a row {orphans}, swept {swept}, left {left}"
    )
    return Row(done, seen, died == rounds and kept_before == whole and not (wrong or faults or left))


def _sweep_later(site: Site) -> int:
    """What `flask sweep` removes three days on."""
    for path in site.files():
        os.utime(path, (time.time() - OLD, time.time() - OLD))
    with site.app.app_context():
        return keeping.sweep()
