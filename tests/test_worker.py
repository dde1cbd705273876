"""The worker gives threads to requests that are there, and to nobody who has yet to send one."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from urllib.request import urlopen

import pytest
from gunicorn.workers.gthread import ThreadWorker

from hamyar_support.server import threads, workers
from hamyar_support.worker import BODY_BYTES, MOST_BYTES, PatientWorker, bytes_to_wait_for

from .databases import SETTINGS
from .gunicorn import served

HEAD = b"POST /login HTTP/1.1\r\nHost: x\r\n"
CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
WAITS = HEAD + b"Content-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (b"G", 2),
        (HEAD, len(HEAD) + 1),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0),
        (HEAD + b"Content-Length: 10\r\n\r\n12345", len(HEAD) + 22 + 10),
        (HEAD + b"content-length:5\r\n\r\n12345", 0),
        (HEAD + b"Content-Length: 5000000\r\n\r\n" + b"x" * 100, len(HEAD) + 27 + BODY_BYTES),
        (HEAD + b"Content-Length: 5000000\r\n\r\n" + b"x" * BODY_BYTES, 0),
        (HEAD + b"Content-Length: 10\r\nExpect: 100-continue\r\n\r\n", len(HEAD) + 44 + 10),
        (CHUNKS, len(CHUNKS) + 1),
        (CHUNKS + b"1\r\na\r\n", len(CHUNKS) + 7),
        (CHUNKS + b"1\r\na\r\n0\r\n\r\n", 0),
        (CHUNKS + b"5000\r\n" + b"x" * BODY_BYTES, 0),
        (HEAD + b"Content-Length: -1\r\n\r\n", 0),
        (HEAD + b"X: " + b"x" * MOST_BYTES, 0),
    ],
)
def test_it_knows_when_a_request_is_there(seen: bytes, wanted: int) -> None:
    assert bytes_to_wait_for(seen) == wanted


@pytest.fixture
def port(database_url: str, tmp_path: Path) -> Iterator[int]:
    """Where the production server listens."""
    with served(SECRET_KEY=SETTINGS["SECRET_KEY"], DATA_DIR=tmp_path / "data", DATABASE_URL=database_url) as running:
        assert running.get("/healthz")[0] == 200
        yield running.port


@contextmanager
def connected(at: int, number: int, says: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        clients = []
        for _ in range(number):
            clients.append(stack.enter_context(socket.create_connection(("127.0.0.1", at), timeout=10)))
            clients[-1].sendall(says)
        yield clients


def test_many_clients_that_never_finish_hold_up_nobody(port: int) -> None:
    for says in (b"", HEAD, HEAD + b"Content-Length: 400\r\n\r\nusername=", CHUNKS + b"1\r\na\r\n", WAITS):
        with connected(port, 4 * workers * threads, says):
            begun = time.monotonic()
            with urlopen(f"http://127.0.0.1:{port}/login", timeout=30) as answer:
                assert answer.status == 200
            assert time.monotonic() - begun < 10  # gunicorn's own gives each a thread for five seconds, or for good


def test_a_form_in_chunks_and_one_that_waits_to_be_asked_for_are_answered(port: int) -> None:
    with connected(port, 1, CHUNKS + b"1\r\na") as (client,):
        client.sendall(b"\r\n0\r\n\r\n")
        read_until(client, b"HTTP/1.1 400")
    with connected(port, 1, WAITS) as (client,):
        read_until(client, b"HTTP/1.1 100 Continue\r\n\r\n")
        client.sendall(b"a=b&c")
        read_until(client, b"HTTP/1.1 400")


def test_requests_in_pieces_one_behind_another_and_half_closed_are_answered(port: int) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with connected(port, 1, b"") as (client,):
        for byte in ask:
            client.sendall(bytes([byte]))
        read_until(client, b"\r\n\r\nok\n")
        client.sendall(ask * 2)
        read_until(client, b"\r\n\r\nok\n", times=2)
        client.sendall(HEAD + b"Content-Length: 100\r\n\r\nhalf")
        client.shutdown(socket.SHUT_WR)
        read_until(client, b"HTTP/1.1 400")
    with connected(port, 1, HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n") as (client,):
        read_until(client, b"HTTP/1.1 100")


def read_until(client: socket.socket, wanted: bytes, times: int = 1) -> None:
    answered = b""
    while answered.count(wanted) < times:
        more = client.recv(4096)
        assert more, f"the server said no more than {answered!r}"
        answered += more


def test_one_that_was_told_to_stop_before_it_could_hear_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ThreadWorker, "init_signals", lambda _worker: None)  # the test goes on to hear its own
    for told, goes_on in (
        ([], True),
        ([signal.SIGHUP, signal.SIGCHLD], True),
        ([signal.SIGHUP, signal.SIGTERM], False),
    ):
        worker = PatientWorker.__new__(PatientWorker)
        worker.alive, worker.heard = True, SimpleQueue()
        for number in told:
            worker.heard.put(number)
        worker.init_signals()
        assert worker.alive is goes_on
