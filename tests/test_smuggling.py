"""No request hides in another: where two readers could disagree on its end, the server answers 400 and hangs up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .databases import SETTINGS
from .gunicorn import Server, served
from .test_security_headers import ALWAYS

HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"0\r\n\r\n" + HIDDEN
TOO_LONG = b"GET /faq?q=" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
# What stands between the first line with the host and the empty line, and the body behind it.
AMBIGUOUS = {
    "a length and chunks": (b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", CHUNKED),
    "chunks and a length": (b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", CHUNKED),
    "two lengths": (b"Content-Length: 0\r\nContent-Length: 44\r\n", HIDDEN),
    "two lengths in one": (b"Content-Length: 0, 44\r\n", HIDDEN),
    "a signed length": (b"Content-Length: +0\r\n", HIDDEN),
    "an odd coding": (b"Transfer-Encoding: xchunked\r\n", CHUNKED),
    "a coding behind chunks": (b"Transfer-Encoding: chunked, identity\r\n", CHUNKED),
    "a space before the colon": (b"Content-Length : 0\r\n", HIDDEN),
    "a folded line": (b"X-Folded: a\r\n Content-Length: 44\r\n", HIDDEN),
    "a bare carriage return": (b"X-Bare: a\rContent-Length: 44\r\n", HIDDEN),
    "a NUL": (b"X-Nul: a\x00b\r\n", HIDDEN),
    "an underscore for a dash": (b"Transfer_Encoding: chunked\r\nContent_Length: 44\r\n", b""),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("smuggling")
    with served(SECRET_KEY=SETTINGS["SECRET_KEY"], DATA_DIR=folder, WORKERS=1) as server:
        assert server.get("/healthz")[0] == 200
        yield server


def all_of(server: Server, data: bytes) -> bytes:
    """All that comes back until the server hangs up."""
    received = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65_536):
            received += part
    return received


def answers(server: Server, data: bytes) -> list[bytes]:
    """The first lines of all that comes back."""
    return [line for line in all_of(server, data).split(b"\r\n") if line.startswith(b"HTTP/1.")]


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_an_ambiguous_request_is_refused_and_nothing_behind_it_is_heard(server: Server, name: str) -> None:
    headers, body = AMBIGUOUS[name]
    said = answers(server, b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + b"\r\n" + body)
    assert len(said) <= 1
    # A header that is merely dropped leaves an ordinary request, which this address does not take.
    assert said[0].split()[1] in ((b"405", b"400") if name == "an underscore for a dash" else (b"400", b"501"))


@pytest.mark.parametrize(
    "headers", [b"Content-Length: 5\r\n\r\na=b&c", b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n"]
)
def test_a_request_that_ends_in_one_way_alone_is_read(server: Server, headers: bytes) -> None:
    said = answers(server, b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers)
    assert [line.split()[1] for line in said] == [b"405"]


@pytest.mark.parametrize(("sent", "status"), [(TOO_LONG, "414"), (b"GET / HTTP/9\r\n\r\n", "400")])
def test_who_is_not_understood_is_told_in_persian_with_every_header(server: Server, sent: bytes, status: str) -> None:
    head, _, body = all_of(server, sent).decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first.split()[1] == status
    assert ALWAYS.items() <= headers.items()
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Request-ID"] in body
    assert 'dir="rtl"' in body
