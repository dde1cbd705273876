"""SIGTERM while a slow upload is on its way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from hamyar_support.server import graceful_timeout

from .lab import Lab, Row
from .site import Site
from .sockets import connect, status_of, upload


def run(lab: Lab) -> Iterator[Row]:
    spool = lab.folder / "spool"
    spool.mkdir()
    with lab.site() as site:
        yield _goes_on(site, spool, lab.rounds(5, 1))
        if not lab.quick:
            yield _stalls(site, spool)


def _goes_on(site: Site, spool: Path, rounds: int) -> Row:
    statuses, gone, left = [], [], 0
    for number in range(rounds):
        site.start(environment={"TMPDIR": str(spool)})
        head, body = upload(site, site.browser(), f"هنگام خاموشی {number}")
        with connect(site.port) as line:
            line.sendall(head + body[: len(body) // 2])
            time.sleep(0.5)
            begun = time.monotonic()
            site.process.terminate()
            for start in range(len(body) // 2, len(body), 100_000):
                line.sendall(body[start : min(start + 100_000, len(body))])
                time.sleep(0.1)
            statuses.append(status_of(line))
        site.process.wait(graceful_timeout + 10)
        gone.append(time.monotonic() - begun)
        left += len(list(spool.iterdir()))
    kept = [site.times_written(f"هنگام خاموشی {number}") for number in range(rounds)]
    seen = f"answers {statuses}, kept {kept}, gone after ≤ {max(gone):.1f} s, temporary files left {left}"
    good = set(statuses) == {303} and set(kept) == {1} and not left and not site.verify()
    return Row(f"SIGTERM in the middle of an upload that goes on: {rounds} rounds", seen, good)


def _stalls(site: Site, spool: Path) -> Row:
    site.start(environment={"TMPDIR": str(spool)})
    files = len(site.files())
    head, body = upload(site, site.browser(), "نیمه‌کاره")
    with connect(site.port, graceful_timeout + 20) as line:
        line.sendall(head + body[: len(body) // 2])
        time.sleep(0.5)
        gone = site.stop(graceful_timeout + 15)
        status = status_of(line)
    left = len(list(spool.iterdir())) + len(site.files()) - files
    seen = (
        f"gone after {gone:.1f} s, answer {status or 'none'}, kept {site.times_written('نیمه‌کاره')}, files left {left}"
    )
    good = gone < graceful_timeout + 5 and not site.times_written("نیمه‌کاره") and not left
    return Row("SIGTERM in the middle of an upload that stalls", seen, good)
