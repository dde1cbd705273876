"""kill -9 of the whole group of processes while people write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import uniform
from statistics import median
from time import sleep

from .lab import Lab, Row
from .site import Site
from .writers import acknowledged, lost_and_doubled, writing

WRITERS = 6
UP_WITHIN = 5.0


def run(lab: Lab) -> Iterator[Row]:
    yield _rounds(lab, "sqlite", lab.rounds(50, 4))
    if lab.cluster:
        yield _rounds(lab, "postgresql", lab.rounds(15, 2))
    else:
        yield Row("kill -9 under load, PostgreSQL", "PostgreSQL is not installed", None)


def _rounds(lab: Lab, database: str, rounds: int) -> Row:
    marks, ups, works, loads, repeated, broken = [], [], [], [], 0, 0
    with lab.site(database) as site:
        site.start()
        for _ in range(rounds):
            with writing(site, WRITERS) as writers:
                sleep(uniform(0.3, 1.2))
                site.kill()
            ups.append(site.start())
            works.append(site.worked())
            loads.append(os.getloadavg()[0])
            # Before anybody sends anything again: what was acknowledged is there.
            marks += acknowledged(writers)
            broken += _is_broken(site, database)
            lost, _ = lost_and_doubled(site, marks)
            again = [mark for writer in writers for mark in writer.send_again()]
            repeated += len(again)
            marks += again
            unanswered = sum(len(writer.unanswered) for writer in writers)
            broken += lost + unanswered - len(again)
            broken += sum(status != 303 for writer in writers for status in writer.statuses)
        lost, doubled = lost_and_doubled(site, marks)
        faults = site.verify()
        orphans = len(site.files()) - site.ask("SELECT count(*) FROM attachments")[0][0]
        hashes = site.ask("SELECT count(*) FROM attachments")[0][0]
    done = f"kill -9 of the group under load, {database}: {rounds} rounds, {len(marks)} writes, {WRITERS} at once"
    seen = (
        f"lost {lost}, doubled {doubled}, sent again {repeated}, other faults {broken + len(faults)}, {hashes} files "
        f"with the right hash, {orphans} left for sweep; up in {median(ups):.1f} s, at worst {max(ups):.1f} s, with "
        f"{max(works):.1f} s of work; load {median(loads):.0f} on {os.cpu_count()} cores"
    )
    # On a machine that has other things to do, the work says what the clock cannot.
    is_busy = median(loads) > 2 * (os.cpu_count() or 1)
    up = max(works if is_busy else ups) < UP_WITHIN
    return Row(done, seen, up and not (lost or doubled or broken or faults))


def _is_broken(site: Site, database: str) -> bool:
    return database == "sqlite" and site.ask("PRAGMA integrity_check") != [("ok",)]
