"""Not enough memory for what people send: large pictures, several at once, while others write."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hamyar_support.server import workers
from tests.samples import picture

from .browser import GONE, Browser
from .lab import Lab, Row
from .site import Site
from .writers import acknowledged, lost_and_doubled, writing

# Decoded it takes 106 MB, and a process has half of that.
PICTURE = (picture("png", (6000, 5900)), "بزرگ.png")
MORE_KIB = 50 * 1024
TEXT = "متنی که نباید گم شود"
WRITERS, SENDERS, BACK_WITHIN = 4, 4, 5.0


def run(lab: Lab) -> Iterator[Row]:
    with lab.site() as site:
        site.start()
        with writing(site, WRITERS, pause=0.05):
            time.sleep(1)
        usual = max(_address_space(process) for process in site.processes())
        site.stop()
        site.start(shell=f"ulimit -v {usual + MORE_KIB}")
        statuses, kept = Counter[str](), 0
        with writing(site, WRITERS, pause=0.05) as writers, ThreadPoolExecutor(SENDERS) as hands:
            browser = site.browser()
            for status, is_kept in hands.map(_send, [site] * lab.rounds(40, 8), [browser] * lab.rounds(40, 8)):
                statuses[status] += 1
                kept += is_kept
        begun = time.monotonic()
        while not browser.answers("/readyz") and time.monotonic() - begun < 30:
            time.sleep(0.1)
        back = time.monotonic() - begun
        marks = acknowledged(writers)
        marks += [mark for writer in writers for mark in writer.send_again()]
        wrote = Counter(status for writer in writers for status in writer.statuses)
        lost, doubled = lost_and_doubled(site, marks)
        faults = site.verify()
        replaced = site.logged().count("Booting worker") - 2 * workers
    done = f"{sum(statuses.values())} large pictures, {SENDERS} at once, where memory hardly holds one (ulimit -v)"
    seen = (
        f"pictures {dict(statuses)}, text kept {kept} ×; {len(marks)} other writes meanwhile {dict(wrote)}, "
        f"lost {lost}, doubled {doubled}, other faults {len(faults)}; workers replaced {replaced}; "
        f"answering again after {back:.1f} s"
    )
    # Nothing is said of the file (422); where there is no memory for the page of the error either, the answer is bare.
    told = kept == statuses["503"] > 0 and set(statuses) <= {"303", "503", "500", "no answer"}
    yield Row(done, seen, told and not (lost or doubled or faults) and back < BACK_WITHIN)


def _address_space(process: int) -> int:
    """The most that a process has had, in KiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmPeak:")).split()[1])


def _send(site: Site, browser: Browser) -> tuple[str, bool]:
    """What sending the picture is answered, and whether the text beside it comes back."""
    data = {"department": str(site.department), "subject": "بزرگ", "body": TEXT, "attachments": PICTURE}
    try:
        answer = browser.another().submit("/tickets/new", "/tickets/new", data)
    except (*GONE, RuntimeError):
        return "no answer", False
    return str(answer.status), TEXT in answer.text
