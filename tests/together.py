"""Several people, or one in a hurry, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def another(client: FlaskClient) -> FlaskClient:
    """A client of its own with the same cookies: the same browser, another connection."""
    copy = client.application.test_client()
    for cookie in client._cookies.values():
        copy.set_cookie(cookie.key, cookie.value, domain=cookie.domain, path=cookie.path)
    return copy


def at_once(client: FlaskClient, times: int, request: Callable[[FlaskClient], TestResponse]) -> list[TestResponse]:
    """The answers to `request` made by `times` threads that start together, each with the cookies of `client`."""
    barrier = Barrier(times)

    def run(own: FlaskClient) -> TestResponse:
        barrier.wait()
        return request(own)

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, [another(client) for _ in range(times)]))
