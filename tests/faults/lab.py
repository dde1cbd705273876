"""What every fault is given, and what it gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from hamyar_support.extensions import db
from tests import databases

from .site import Site


@dataclass(frozen=True)
class Row:
    """A line of the table; `good` is None for what could not be tried here."""

    done: str
    seen: str
    good: bool | None


@dataclass
class Lab:
    """What every fault is given: where to work, on what, and how often."""

    folder: Path
    quick: bool = False
    _numbers: Iterator[int] = field(default_factory=count)

    @cached_property
    def cluster(self) -> databases.Cluster | None:
        """A PostgreSQL server, where it is installed."""
        programs = databases.postgresql_programs()
        return databases.Cluster(programs) if programs else None

    def rounds(self, full: int, quick: int) -> int:
        return quick if self.quick else full

    @contextmanager
    def site(
        self, database: str = "sqlite", data: Path | None = None, *, empty: bool = False, **settings: str
    ) -> Iterator[Site]:
        """A site that is not started, its data in `data`: migrated and with the tests' people, or `empty`."""
        data = data or self.folder / f"site-{next(self._numbers)}"
        data.mkdir(parents=True, exist_ok=True)
        kept = databases.Databases(data, self.cluster.folder if database == "postgresql" and self.cluster else None)
        with kept.empty(database) if empty else kept.fresh(database) as url:
            site = Site(data, {"DATABASE_URL": url, "DATA_DIR": str(data), **settings})
            if not empty:
                site.settle()
            try:
                yield site
            finally:
                site.kill()
                with site.app.app_context():
                    db.engine.dispose()
        kept.close()
        shutil.rmtree(data, ignore_errors=True)
