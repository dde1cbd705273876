"""The extensions, unbound; create_app() binds them. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import IPv6Network, ip_address
from threading import Lock
from typing import Any, ClassVar

from flask import request
from flask_babel import Babel
from flask_limiter import Limiter
from flask_login import LoginManager, current_user
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from limits.errors import StorageError
from sqlalchemy import DateTime, Dialect, MetaData, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

# The addresses of people's files.
DOWNLOADS = {"portal.attachment", "portal.thumbnail"}
# What an open page says by itself, whether or not anybody sits before it.
HEARTBEATS = {"staff.presence"}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite gets it without a zone, since it has none to keep."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        # In one step SQLite's text is read five times as fast, which long lists and reports feel.
        return _read_utc if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _read_utc(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text + "+00:00") if text else None


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: UtcDateTime}


class LimiterOfWork(Limiter):
    """Limits are on what makes work: forms, downloads, searches. Other pages need not wait while no limit is found.

    Whatever counts for all processes may go away; until it is back each counts by itself, and `when_alone` is told of
    both, once in each process.
    """

    when_alone: Callable[[bool], None] = staticmethod(lambda _is_alone: None)
    _is_alone = False
    _turn = Lock()

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if request.method == "POST" or request.endpoint in DOWNLOADS or "q" in request.args:
            try:
                super()._check_request_limit(callable_name, in_middleware)
            except StorageError:
                # Another thread has found out while this one waited, too; Flask-Limiter lets only the first go on.
                self.context.seen_limits.clear()
                super()._check_request_limit(callable_name, in_middleware)

    # What Flask-Limiter calls it when it starts to count by itself, and when it stops.
    @property
    def _storage_dead(self) -> bool:
        return self._is_alone

    @_storage_dead.setter
    def _storage_dead(self, is_alone: bool) -> None:
        with self._turn:
            was_alone, self._is_alone = self._is_alone, is_alone
        if is_alone != was_alone:
            self.when_alone(is_alone)


def whom_to_count() -> str:
    """Who asks: the account, or a visitor's place."""
    if current_user.is_authenticated:
        return f"user {current_user.id}"
    return network_of(request.remote_addr or "")


def network_of(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the 64 bits of an IPv6 network, which one household has."""
    try:
        ip = ip_address(address)
    except ValueError:  # a socket has none
        return "nowhere"
    # An IPv4 address may come in the clothes of IPv6, where the server listens to both.
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip) if ip.version == 4 else str(IPv6Network((int(ip), 64), strict=False))


db = SQLAlchemy(session_options={"expire_on_commit": False})
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
limiter = LimiterOfWork(key_func=whom_to_count)


def put(table: type[Base], key: dict[str, Any], values: dict[str, Any]) -> None:
    """Make the row of `table` with the primary key `key` hold `values`; two hands at once make one row of it."""
    row = upsert(table).values(**key, **values)
    db.session.execute(row.on_conflict_do_update(index_elements=list(key), set_=values))


def upsert(table: type[Base]) -> Any:
    """An INSERT into `table` that can say what to do about a row that is there already."""
    insert: Any = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[db.engine.dialect.name]
    return insert(table)


def begin_write(*, patiently: bool = True) -> None:
    """Start the write transaction of this request or command; what was only read before is let go.

    SQLite takes its write lock here (BEGIN IMMEDIATE) and not in the middle, where a second writer would be refused
    instead of waiting. Call it after slow work (reading a body, hashing, storing files) and before the look-up that
    the change depends on. Without patience it does not wait for another writer. Raises OperationalError.
    """
    db.session.commit()
    db.session.connection(execution_options={"sqlite_begin": "patiently" if patiently else "now"})
    db.session.info["writing"] = True


@event.listens_for(Session, "before_flush")
def _refuse_unannounced_writes(session: Session, _context: Any, _instances: Any) -> None:
    if not session.info.get("writing") and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a write outside begin_write()")


@event.listens_for(Session, "after_transaction_end")
def _writing_ended(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("writing", None)
