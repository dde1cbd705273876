"""Gives each request an id, records how it was answered, and counts."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from secrets import token_hex
from time import perf_counter
from typing import Any

from flask import Flask, request
from werkzeug.wsgi import ClosingIterator

from .counters import Counters, Key
from .log_lines import masked
from .logs import Event, about_request, line, user_id

HEADER = "X-Request-ID"
BUCKETS = ("0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf")
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
# Asked every few seconds by a machine; one that is not well is told of.
PROBES = frozenset({"public.healthz", "public.readyz", "public.metrics"})
MEANS = {401: Event.ACCESS_REFUSED, 403: Event.ACCESS_REFUSED, 413: Event.UPLOAD_REFUSED, 429: Event.LIMIT_HIT}
NO_ENDPOINT = "none"
_GOOD_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def init_app(app: Flask) -> None:
    """Call it last: what is counted is known once every route is."""
    endpoints = sorted({rule.endpoint for rule in app.url_map.iter_rules()} | {NO_ENDPOINT})
    app.extensions["counters"] = counters = Counters(_keys(endpoints))
    app.teardown_request(_remember)
    app.wsgi_app = RequestLog(app.wsgi_app, counters, trusted=bool(app.config["TRUSTED_PROXIES"]))  # type: ignore


def _keys(endpoints: list[str]) -> Iterable[Key]:
    yield ("log_lines_lost",)
    yield from (("events", name) for name in Event)
    for endpoint in endpoints:
        yield from (("requests", endpoint, number) for number in CLASSES)
        yield from (("seconds", endpoint, bucket) for bucket in BUCKETS)
        yield ("seconds_sum", endpoint)


class RequestLog:
    """The application `inner` with its requests recorded; stands inside what makes the visitor's address true.

    Only a `trusted` proxy may name a request: visitors could give two the same name.
    """

    def __init__(self, inner: Callable[..., Iterable[bytes]], counters: Counters, *, trusted: bool) -> None:
        self._inner = inner
        self._counters = counters
        self._trusted = trusted

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun = perf_counter()
        about: dict[str, Any] = {
            "request": self._id(environ),
            "method": environ.get("REQUEST_METHOD", "")[:20],
            "path": masked(_path(environ)),
            "address": environ.get("REMOTE_ADDR"),
        }
        about_request.set(about)
        status = 500

        def start(line: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal status
            status = int(line[:3])
            headers.append((HEADER, about["request"]))
            return start_response(line, headers, *rest)

        def end() -> None:
            self._record(about, status, perf_counter() - begun)

        try:
            body = self._inner(environ, start)
        except BaseException:
            end()
            raise
        return ClosingIterator(body, end)

    def _id(self, environ: dict[str, Any]) -> str:
        named = environ.get("HTTP_X_REQUEST_ID", "") if self._trusted else ""
        return named if _GOOD_ID.fullmatch(named) else token_hex(8)

    def _record(self, about: dict[str, Any], status: int, seconds: float) -> None:
        endpoint = about.pop("endpoint", None) or NO_ENDPOINT
        self._counters.add("requests", endpoint, f"{status // 100}xx")
        self._counters.add("seconds", endpoint, next(bucket for bucket in BUCKETS if seconds <= float(bucket)))
        self._counters.add("seconds_sum", endpoint, amount=seconds)
        if meaning := MEANS.get(status):
            self._counters.add("events", meaning)
            line(meaning, logging.WARNING, status=status, **about)
        if endpoint not in PROBES or status >= 500:
            level = logging.ERROR if status >= 500 else logging.INFO
            line("request", level, endpoint=endpoint, status=status, ms=round(seconds * 1000, 1), **about)
        about_request.set(None)


def _path(environ: dict[str, Any]) -> str:
    """The path as people know it: WSGI gives its bytes as if they were Latin-1."""
    return environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")


def _remember(_error: BaseException | None) -> None:
    """Keep, for the record, what only the request's own context knows."""
    about = about_request.get()
    if about is not None:
        about["endpoint"] = request.endpoint
        if user := user_id():
            about["user"] = user
