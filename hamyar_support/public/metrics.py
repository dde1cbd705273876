"""Numbers for Prometheus, behind a token."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from hmac import compare_digest

from flask import abort, current_app, request
from sqlalchemy import ColumnElement, func, select, text

from ..counters import Key
from ..extensions import Base, db
from ..models import LoginSession, Mail, TicketCount
from ..models.login_session import ABSOLUTE_LIMIT, IDLE_LIMIT
from ..models.words import Status, utc_now
from ..request_log import BUCKETS
from . import bp
from .health import TEXT

TYPE = {**TEXT, "Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@bp.get("/metrics")
def metrics() -> tuple[str, int, dict[str, str]]:
    wanted = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").encode()
    # As if it were not there: nobody learns that there is something to try tokens on.
    if not wanted or not compare_digest(given, f"Bearer {wanted}".encode()):
        abort(404)
    lines = (*_gauges(), *_counted(current_app.extensions["counters"].totals()))
    return "".join(f"{line}\n" for line in lines), 200, TYPE


def _gauges() -> Iterator[str]:
    """What is so now, whichever process is asked."""
    now = utc_now()
    living = LoginSession.ended_at.is_(None), LoginSession.seen_at > now - IDLE_LIMIT
    unsent = Mail.sent_at.is_(None)
    by_status = select(TicketCount.status, func.sum(TicketCount.number)).group_by(TicketCount.status)
    tickets: dict[Status, int] = dict(db.session.execute(by_status).all())
    yield "# TYPE hamyar_tickets gauge"
    yield from (f'hamyar_tickets{{status="{status}"}} {tickets.get(status, 0)}' for status in Status)
    for name, number in (
        ("sessions", _number(LoginSession, *living, LoginSession.created_at > now - ABSOLUTE_LIMIT)),
        ("mails_waiting", _number(Mail, unsent, Mail.given_up_at.is_(None))),
        ("mails_given_up", _number(Mail, unsent, Mail.given_up_at.is_not(None))),
        ("database_bytes", db.session.scalar(text(SIZE[db.engine.dialect.name]))),
        ("disk_free_bytes", shutil.disk_usage(current_app.config["DATA_DIR"]).free),
    ):
        yield f"# TYPE hamyar_{name} gauge"
        yield f"hamyar_{name} {number}"


def _number(table: type[Base], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _counted(totals: dict[Key, float]) -> Iterator[str]:
    """What happened since the server started, in all its processes. An address never asked for has no line."""
    kinds: dict[str, dict[Key, int]] = defaultdict(dict)
    sums: dict[str, float] = {}
    asked: Counter[str] = Counter()
    for (kind, *labels), number in totals.items():
        if kind == "seconds_sum":
            sums[labels[0]] = number
        else:
            kinds[kind][tuple(labels)] = int(number)
            if kind == "seconds":
                asked[labels[0]] += int(number)
    yield "# TYPE hamyar_events_total counter"
    yield from (f'hamyar_events_total{{event="{name}"}} {number}' for (name,), number in kinds["events"].items())
    yield "# TYPE hamyar_log_lines_lost_total counter"
    yield f"hamyar_log_lines_lost_total {kinds['log_lines_lost'][()]}"
    yield "# TYPE hamyar_requests_total counter"
    for (endpoint, status), number in kinds["requests"].items():
        if number:
            yield f'hamyar_requests_total{{endpoint="{endpoint}",status="{status}"}} {number}'
    yield "# TYPE hamyar_request_seconds histogram"
    for endpoint in +asked:
        so_far = 0
        for bucket in BUCKETS:
            so_far += kinds["seconds"][endpoint, bucket]
            yield f'hamyar_request_seconds_bucket{{endpoint="{endpoint}",le="{bucket}"}} {so_far}'
        yield f'hamyar_request_seconds_sum{{endpoint="{endpoint}"}} {sums[endpoint]:.6f}'
        yield f'hamyar_request_seconds_count{{endpoint="{endpoint}"}} {so_far}'
