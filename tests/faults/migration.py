"""`flask db upgrade` killed half-way, at many places, and run again."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import inspect

from hamyar_support.extensions import db

from .lab import Lab, Row
from .site import ROOT, Site


def run(lab: Lab) -> Iterator[Row]:
    for database in ("sqlite", *(["postgresql"] if lab.cluster else [])):
        with lab.site(database, empty=True) as site:
            statements = _upgrade(site, dies_at=0).stdout.count("statement ")
            whole = _schema(site)
        places = lab.rounds(12, 3)
        seen: Counter[str] = Counter()
        for number in range(1, places + 1):
            with lab.site(database, empty=True) as site:
                seen[_die_and_repeat(site, max(1, statements * number // places - 1), whole)] += 1
        told = ", ".join(f"{number} × {outcome}" for outcome, number in seen.most_common())
        done = f"`db upgrade` of an empty database killed at {places} of its {statements} statements, {database}"
        yield Row(done, told, all("WRONG" not in outcome for outcome in seen))


def _die_and_repeat(site: Site, statement: int, whole: dict[str, list[str]]) -> str:
    killed = _upgrade(site, dies_at=statement)
    if killed.returncode != 137:
        return f"WRONG: it did not die at {statement} but left with {killed.returncode}"
    half = _schema(site)
    versions = site.ask("SELECT version_num FROM alembic_version") if "alembic_version" in half else []
    old = versions[0][0] if versions else "nothing"
    again = site.command("db", "upgrade")
    if again.returncode:
        return f"WRONG: run again after {old}: {again.stderr.strip()[-300:]}"
    if site.ask("PRAGMA integrity_check") != [("ok",)] if "sqlite" in site.settings["DATABASE_URL"] else False:
        return "WRONG: the file is broken"
    return f"at {old}, whole when run again" if _schema(site) == whole else f"WRONG: half of a schema after {old}"


def _upgrade(site: Site, dies_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "flask", "--app", "tests.faults.dying_migration", "db", "upgrade"]
    environment = {**site.environment, "FAULT_STATEMENT": str(dies_at)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _schema(site: Site) -> dict[str, list[str]]:
    """The columns and indexes of every table."""
    with site.app.app_context():
        found = inspect(db.engine)
        tables = found.get_table_names()
        schema = {
            table: sorted([column["name"] for column in found.get_columns(table)])
            + sorted(str(index["name"]) for index in found.get_indexes(table))
            for table in tables
        }
        db.engine.dispose()
    return schema
