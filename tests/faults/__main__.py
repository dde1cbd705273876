"""`python -m tests.faults [NAME…] [--quick]`: does the faults to a running site, and prints one table of them."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests import faults

from .lab import Lab, Row
from .site import ROOT

HELPERS = {"__main__", "browser", "clocked_app", "dying_app", "dying_migration", "lab", "site", "sockets", "writers"}
NAMES = sorted({module.name for module in pkgutil.iter_modules(faults.__path__)} - HELPERS)
VERDICTS = {True: "pass", False: "FAIL", None: "LEFT OUT"}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=faults.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"the faults to do, of: {' '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no fault {' '.join(sorted(unknown))}; there are: {' '.join(NAMES)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for name in [name for name in os.environ if name.startswith(("HAMYAR_", "GUNICORN_"))]:
        del os.environ[name]
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    # Not in /tmp, which may lie in memory: what is written is to go to a disk.
    with tempfile.TemporaryDirectory(prefix="faults-", dir=cache) as folder:
        lab = Lab(Path(folder), given.quick)
        table: list[tuple[str, Row]] = []
        try:
            table.extend(_rows(given.names or NAMES, lab))
        except KeyboardInterrupt:
            return 130
        finally:
            _print(table)
            if cluster := vars(lab).get("cluster"):
                cluster.stop()
    return 1 if any(row.good is False for _, row in table) else 0


def _rows(names: Sequence[str], lab: Lab) -> Iterator[tuple[str, Row]]:
    for name in names:
        begun = time.monotonic()
        try:
            for row in importlib.import_module(f"tests.faults.{name}").run(lab):
                _tell(name, row, begun)
                yield name, row
        except Exception as error:
            traceback.print_exc()
            row = Row("the fault itself", f"broke off: {str(error)[:300] or type(error).__name__}", False)
            _tell(name, row, begun)
            yield name, row


def _tell(name: str, row: Row, begun: float) -> None:
    """How far it is, while one waits for the table."""
    seen = "" if row.good else f": {row.seen}"
    print(
        f"… {time.monotonic() - begun:4.0f} s  {name}: {row.done}: {VERDICTS[row.good]}{seen}",
        file=sys.stderr,
        flush=True,
    )


def _print(table: Sequence[tuple[str, Row]]) -> None:
    print("| fault | what was done | what was seen | |\n| --- | --- | --- | --- |")
    for name, row in table:
        print(f"| {name} | {row.done} | {row.seen} | {VERDICTS[row.good]} |")
    left_out = sum(row.good is None for _, row in table)
    failed = sum(row.good is False for _, row in table)
    print(f"\n{len(table)} rows, {failed} failed" + (f", {left_out} LEFT OUT" if left_out else ""))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
