"""PostgreSQL restarts while people write."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from typing import Any

from hamyar_support.extensions import db
from tests import databases

from .lab import Lab, Row
from .writers import acknowledged, lost_and_doubled, writing

STORM_SECONDS = 5.0


def run(lab: Lab) -> Iterator[Row]:
    if lab.cluster is None:
        yield Row("PostgreSQL restarts", "PostgreSQL is not installed", None)
        return
    rounds = lab.rounds(5, 1)
    worst, down, marks, statuses = 0.0, 0.0, [], []
    with lab.site("postgresql") as site:
        site.start()
        for _ in range(rounds):
            with writing(site, 6, pause=0.02) as writers:
                time.sleep(1)
                with site.app.app_context():
                    db.engine.dispose()
                begun = time.monotonic()
                _restart(lab.cluster)
                back = time.monotonic()
                down = max(down, back - begun)
                last_fault = _watch(writers, back)
            worst = max(worst, last_fault)
            marks += acknowledged(writers)
            statuses += [status for writer in writers for status in writer.statuses]
        lost, doubled = lost_and_doubled(site, marks)
        faults = site.verify()
    refused = {status: statuses.count(status) for status in sorted(set(statuses))}
    seen = (
        f"away {down:.1f} s; answers {refused}; the last error {worst:.1f} s after it was back; lost {lost}, doubled "
        f"{doubled}, other faults {len(faults)}"
    )
    good = worst < STORM_SECONDS and not (lost or doubled or faults) and set(refused) <= {303, 503}
    yield Row(f"PostgreSQL restarts under load: {rounds} rounds, {len(marks)} writes", seen, good)


def _restart(cluster: databases.Cluster) -> None:
    programs = databases.postgresql_programs()
    assert programs
    folder, owner = cluster.folder, cluster.folder.owner()
    run: dict[str, Any] = {} if owner == "root" else {"user": owner, "extra_groups": []}
    command = [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-s", "-m", "fast", "restart"]
    subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, **run)


def _watch(writers: list[Any], back: float) -> float:
    """How many seconds after `back` the last error came, of those within the next seven."""
    counted, last = {writer: len(writer.statuses) for writer in writers}, 0.0
    while (now := time.monotonic()) - back < 7:
        for writer in writers:
            new = writer.statuses[counted[writer] :]
            counted[writer] += len(new)
            if any(status >= 500 for status in new):
                last = now - back
        time.sleep(0.02)
    return last
