"""What Alembic runs: the migrations, against the application's own database."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from hamyar_support import models  # noqa: F401  (fills the metadata)
from hamyar_support.extensions import Base, db

# Tables that SQLite keeps for its full-text search; no model describes them.
SEARCH_TABLES = "search_fts"


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith(SEARCH_TABLES))


def include_object(_item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    # An index over an expression, made by hand for PostgreSQL alone.
    return not (kind == "index" and name == "ix_search_entries_words")


def reached() -> Connection:
    """A connection to the database; where there is none, one clear line ends the command."""
    try:
        return db.engine.connect()
    except OperationalError as error:
        # PostgreSQL goes on to ask on further lines whether it runs.
        reason = str(error.orig).partition("\n")[0]
        raise SystemExit(f"hamyar-support: HAMYAR_DATABASE_URL leads to no database: {reason}") from None


def run() -> None:
    with reached() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=include_name,
            include_object=include_object,
            render_as_batch=True,
            transactional_ddl=True,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


current_app.logger.debug("migrating the database")
run()
