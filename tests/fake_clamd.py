"""A clamd for tests, on loopback: it speaks INSTREAM as the real one does, and fails as it is told."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

Answer = Callable[[socket.socket, bytes], None]
VIRUS = b"this would be a virus"


def scan(connection: socket.socket, data: bytes) -> None:
    connection.sendall(b"stream: Test.Virus FOUND\0" if VIRUS in data else b"stream: OK\0")


def says(text: bytes) -> Answer:
    return lambda connection, _data: connection.sendall(text)


@contextmanager
def clamd(answer: Answer = scan, path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Its address (a socket at `path`, else a port) and the files that it has seen."""
    server = _listening(path)
    seen: list[bytes] = []
    thread = Thread(target=_serve, args=(server, answer, seen))
    thread.start()
    try:
        yield f"unix://{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}", seen
    finally:
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        server.close()


def _listening(path: Path | None) -> socket.socket:
    if path is None:
        return socket.create_server(("127.0.0.1", 0))
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    return server


def _serve(server: socket.socket, answer: Answer, seen: list[bytes]) -> None:
    while True:
        try:
            connection, _address = server.accept()
        except OSError:  # closed
            return
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            data = b""
            while size := int.from_bytes(stream.read(4)):
                data += stream.read(size)
            seen.append(data)
            answer(connection, data)


def hangs(_connection: socket.socket, _data: bytes) -> None:
    """Says nothing until the other side has gone."""
    while _connection.recv(1):
        pass
