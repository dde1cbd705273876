"""Limits counted in redis: one that is away, from the start or later, takes nothing else with it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from limits.errors import StorageError

from hamyar_support.extensions import limiter

from .browsing import csrf_token
from .logged import Logged

TYPED = {"username": "nobody", "password": "x"}


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and which nobody is given meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("kind", ["closed_port", "silent_port"])
def test_each_process_counts_by_itself_until_it_is_back(
    make_app: Callable[..., Flask],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    logged: Logged,
    kind: str,
) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", False)  # which it is for every test that comes after
    port = request.getfixturevalue(kind)
    app = make_app(RATELIMIT_ENABLED=True, REDIS_URL=f"redis://127.0.0.1:{port}/0")
    client = app.test_client()
    typed = {**TYPED, "csrf_token": csrf_token(client, "/login")}
    begun = time.monotonic()
    # Another name each time: wrong passwords for the same one are counted in the database, too.
    statuses = [client.post("/login", data={**typed, "username": f"nobody{n}"}).status_code for n in range(31)]
    assert statuses == [422] * 30 + [429]
    assert client.get("/faq?q=رمز").status_code == 200
    assert client.get("/readyz").status_code == 200
    # It is waited for no longer than a second at a time, and asked after ever more rarely.
    assert time.monotonic() - begun < 20
    assert len(logged.all("limits_alone")) == 1


def test_whoever_waited_for_it_while_another_found_out_is_answered(
    make_app: Callable[..., Flask], closed_port: int, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", False)
    app = make_app(RATELIMIT_ENABLED=True, REDIS_URL=f"redis://127.0.0.1:{closed_port}/0")
    client = app.test_client()
    typed = {**TYPED, "csrf_token": csrf_token(client, "/login")}

    def found_out_by_another(*_given: Any, **_named: Any) -> bool:
        limiter._storage_dead = True
        raise StorageError(TimeoutError())

    assert limiter._limiter
    monkeypatch.setattr(limiter._limiter, "hit", found_out_by_another)
    assert client.post("/login", data=typed).status_code == 422
    assert [line["level"] for line in logged.all("limits_alone")] == ["warning"]


def test_that_it_is_back_is_told_once(
    make_app: Callable[..., Flask], closed_port: int, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    app = make_app(RATELIMIT_ENABLED=True, REDIS_URL=f"redis://127.0.0.1:{closed_port}/0")
    monkeypatch.setattr(limiter, "_storage_dead", True)
    monkeypatch.setattr(limiter._storage, "check", lambda: True)
    assert limiter._limiter
    monkeypatch.setattr(limiter._limiter, "hit", lambda *_given, **_named: True)
    monkeypatch.setattr(limiter, "_Limiter__last_check_backend", 0)
    for _ in range(2):
        app.test_client().get("/faq?q=رمز")
    assert len(logged.all("limits_shared")) == 1
