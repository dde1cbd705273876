"""Nobody reads what the server says: the other end of its output is closed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from .lab import Lab, Row

# Asked for, each of these makes a line in the log.
IMPOSSIBLE = "/tickets/1%00"


def run(lab: Lab) -> Iterator[Row]:
    rounds = lab.rounds(100, 20)
    with lab.site() as site:
        reading, writing = os.pipe()
        site.start(stdout=writing, stderr=writing)
        os.close(writing)
        os.close(reading)
        reza, statuses = site.browser(), Counter[int]()
        typed = {"department": str(site.department), "subject": "بی‌صدا", "body": "بی‌صدا"}
        for _ in range(rounds):
            statuses[reza.get("/tickets").status] += 1
            statuses[reza.get(IMPOSSIBLE).status] += 1
        statuses[reza.submit("/tickets/new", "/tickets/new", typed).status] += 1
        gone = site.stop()
    seen = f"answers {dict(statuses)}, stopped in {gone:.1f} s"
    good = statuses[200] == rounds and statuses[303] == 1 and not statuses[500]
    yield Row(f"standard output and error closed: {2 * rounds + 1} requests", seen, good)
