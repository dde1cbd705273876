"""An upload that the browser breaks off in the middle."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator

from .lab import Lab, Row
from .sockets import connect, status_of, upload


def run(lab: Lab) -> Iterator[Row]:
    rounds = lab.rounds(20, 4)
    with lab.site() as site:
        site.start()
        statuses: Counter[int] = Counter()
        for number in range(rounds):
            head, body = upload(site, site.browser(), f"بریده {number}")
            with connect(site.port) as line:
                line.sendall(head + body[: len(body) * (number + 1) // (rounds + 1)])
                if number % 2:  # says that nothing more comes, and listens; the others just go
                    line.shutdown(socket.SHUT_WR)
                    statuses[status_of(line)] += 1
        time.sleep(1)
        rows = site.ask("SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM attachments)")[0]
        ready, errors = site.browser().get("/readyz").status, site.errors_logged()
        seen = (
            f"answers {dict(statuses)}, requests {rows[0]}, attachments {rows[1]}, files {len(site.files())}, then "
            f"/readyz {ready}, tracebacks in the log {errors}"
        )
        good = not (rows[0] or rows[1] or site.files() or errors) and ready == 200 and not statuses[500]
    yield Row(f"upload cut in the middle: {rounds} rounds", seen, good)
