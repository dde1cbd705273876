"""Nobody reads what the server says: the other end of its output is closed, or its disk is full."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from .lab import Lab, Row

# Asked for, each of these makes a line in the log.
IMPOSSIBLE = "/tickets/1%00"


def run(lab: Lab) -> Iterator[Row]:
    reading, writing = os.pipe()
    os.close(reading)
    yield _try(lab, "standard output and error closed", writing)
    yield _try(lab, "the log on a full disk (/dev/full)", os.open("/dev/full", os.O_WRONLY))


def _try(lab: Lab, done: str, output: int) -> Row:
    """Ask for much while the server writes its log into `output`, which is closed in the end."""
    rounds = lab.rounds(100, 20)
    with lab.site() as site:
        site.start(stdout=output, stderr=output)
        os.close(output)
        reza, statuses = site.browser(), Counter[int]()
        typed = {"department": str(site.department), "subject": "بی‌صدا", "body": "بی‌صدا"}
        for _ in range(rounds):
            statuses[reza.get("/tickets").status] += 1
            statuses[reza.get(IMPOSSIBLE).status] += 1
        statuses[reza.submit("/tickets/new", "/tickets/new", typed).status] += 1
        gone = site.stop()
    seen = f"answers {dict(statuses)}, stopped in {gone:.1f} s"
    good = statuses[200] == rounds and statuses[303] == 1 and not statuses[500]
    return Row(f"{done}: {2 * rounds + 1} requests", seen, good)
