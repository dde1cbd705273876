"""Load for a while: `SOAK_MINUTES=20`, by default two (quick: a third of one)."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .browser import LIVE
from .lab import Lab, Row
from .site import Site
from .writers import acknowledged, lost_and_doubled, writing

# What the end may have more than the middle.
RSS_RATIO, RSS_SLACK, DESCRIPTORS = 1.05, 8.0, 20
# SQLite begins its log anew at a thousand pages; a reader may hold it up for a while.
WAL_MB = 16.0
PATHS = ("/", "/faq", "/panel", "/tickets", "/tickets?q=نوشته", "/tickets/new", "/no-such-page")
DESK = ("/staff", "/staff?q=نوشته", "/staff/reports")


@dataclass(frozen=True)
class Sample:
    rss: float  # MB, of all processes
    descriptors: int
    wal: float  # MB

    def __str__(self) -> str:
        return f"{self.rss:.0f} MB/{self.descriptors} fds/WAL {self.wal:.1f} MB"


def run(lab: Lab) -> Iterator[Row]:
    minutes = float(os.environ.get("SOAK_MINUTES") or (0.33 if lab.quick else 2))
    with lab.site() as site:
        site.start()
        stop, reads = threading.Event(), [0]
        readers = [threading.Thread(target=_read, args=(site, name, stop, reads)) for name in ("reza", "mina", "sara")]
        for reader in readers:
            reader.start()
        samples = []
        with writing(site, 2, pause=0.3) as writers:
            # What is loaded when it is first needed is there after a fifth of the time.
            for share in (0.2, 0.4, 0.4):
                time.sleep(minutes * 60 * share)
                samples.append(_sample(site))
        stop.set()
        for reader in readers:
            reader.join()
        time.sleep(1)
        marks = acknowledged(writers)
        lost, doubled = lost_and_doubled(site, marks)
        errors = site.errors_logged() + sum(status >= 500 for each in writers for status in each.statuses)
        faults = site.verify()
    start, middle, end = samples
    flat = end.rss <= middle.rss * RSS_RATIO + RSS_SLACK and end.descriptors <= middle.descriptors + DESCRIPTORS
    seen = (
        f"start {start}, middle {middle}, end {end} (allowed: middle × {RSS_RATIO} + {RSS_SLACK:.0f} MB, "
        f"+ {DESCRIPTORS} fds, WAL {WAL_MB:.0f} MB); lost {lost}, doubled {doubled}, errors {errors}, "
        f"other faults {len(faults)}"
    )
    good = flat and end.wal <= WAL_MB and not (lost or doubled or errors or faults)
    yield Row(f"{minutes:g} minutes of load: {len(marks)} writes, {reads[0]} reads", seen, good)


def _read(site: Site, name: str, stop: threading.Event, reads: list[int]) -> None:
    browser = site.browser(name)
    paths = DESK if name == "sara" else PATHS
    while not stop.is_set():
        for path in paths:
            browser.get(path.replace("نوشته", "%D9%86"), LIVE if reads[0] % 4 == 0 else None)
            reads[0] += 1
            stop.wait(0.05)


def _sample(site: Site) -> Sample:
    processes = [Path(f"/proc/{pid}") for pid in site.processes()]
    pages = sum(int((process / "statm").read_text().split()[1]) for process in processes)
    descriptors = sum(len(list((process / "fd").iterdir())) for process in processes)
    wal = sum(path.stat().st_size for path in site.data.glob("*-wal"))
    return Sample(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, descriptors, wal / 1e6)
