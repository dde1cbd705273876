"""A backup while people write, brought back elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator

from .lab import Lab, Row
from .writers import acknowledged, lost_and_doubled, writing


def run(lab: Lab) -> Iterator[Row]:
    for database in ("sqlite", *(["postgresql"] if lab.cluster else [])):
        rounds = lab.rounds(5, 1)
        results = [_keep_and_bring_back(lab, database, number) for number in range(rounds)]
        writes, before, lost, faults, took = map(sum, zip(*results, strict=True))
        seen = (
            f"{before} writes acknowledged before it began, lost {lost}; restored elsewhere, `verify` finds "
            f"{faults} faults, pages open; a backup took {took / rounds:.1f} s"
        )
        done = f"backup under load, {database}: {rounds} rounds, {writes} writes"
        yield Row(done, seen, not (lost or faults))


def _keep_and_bring_back(lab: Lab, database: str, number: int) -> tuple[int, int, int, int, float]:
    folder = lab.folder / f"backup-{database}-{number}"
    with lab.site(database) as site:
        site.start()
        with writing(site, 4, pause=0.02) as writers:
            time.sleep(1.5)
            marks = acknowledged(writers)
            begun = time.monotonic()
            made = site.command("backup", str(folder))
            took = time.monotonic() - begun
        if made.returncode:
            raise RuntimeError(made.stdout + made.stderr)
        writes = len(acknowledged(writers))
    with lab.site(database, empty=True) as elsewhere:
        for command in (("restore", str(folder)), ("db", "upgrade"), ("verify",)):
            if (done := elsewhere.command(*command)).returncode:
                raise RuntimeError(done.stdout + done.stderr)
        lost, _ = lost_and_doubled(elsewhere, marks)
        faults = elsewhere.verify()
        elsewhere.start()
        faults += [] if elsewhere.browser().get("/tickets").status == 200 else ["the list does not open"]
    return writes, len(marks), lost, len(faults), took
