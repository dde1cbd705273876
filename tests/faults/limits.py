"""Few file descriptors, and many connections."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from hamyar_support.server import workers

from .browser import GONE
from .lab import Lab, Row
from .sockets import connect

CONNECTIONS = 300
DESCRIPTORS = 64


def run(lab: Lab) -> Iterator[Row]:
    with lab.site() as site:
        site.start(shell=f"ulimit -n {DESCRIPTORS}")
        reza, seen = site.browser(), Counter[str]()
        crowd = []
        for _ in range(CONNECTIONS):
            with suppress(OSError):
                crowd.append(connect(site.port, timeout=2))
        for line in crowd:
            with suppress(OSError):
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        until = time.monotonic() + lab.rounds(15, 5)
        while time.monotonic() < until:
            try:
                seen[str(reza.get("/tickets", timeout=3).status)] += 1
            except GONE:
                seen["no answer"] += 1
            time.sleep(0.3)
        for line in crowd:
            line.close()
        begun = time.monotonic()
        while not reza.answers("/readyz") and time.monotonic() - begun < 30:
            time.sleep(0.1)
        back = time.monotonic() - begun
        status = reza.get("/tickets").status
    done = f"{CONNECTIONS} connections to a server that may hold {DESCRIPTORS} files a process"
    full, crashed = site.logged().count("Too many open files"), site.logged().count("Booting worker") - workers
    told = (
        f"meanwhile {dict(seen)}; «Too many open files» {full} ×, workers replaced {crashed}; answering {back:.1f} s "
        f"after they went, then {status}"
    )
    yield Row(done, told, not any(code in seen for code in ("500", "502")) and back < 5 and status == 200)
