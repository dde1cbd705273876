"""Asking a virus scanner about a file: ClamAV's daemon, by its INSTREAM command (`man clamd`)."""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

CONNECT_SECONDS = 2.0
# clamd's own limit on scanning one file is two minutes; a person who waits has gone by then.
ANSWER_SECONDS = 30.0
CHUNK_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 4096
_FOUND = re.compile(rb"stream: (.+) FOUND")


class ScannerError(Exception):
    """The scanner did not say whether the file is clean; the text is one line for the operator."""


@dataclass(frozen=True)
class Scanner:
    """A clamd at `place`: (host, port), or the path of a socket."""

    place: tuple[str, int] | str

    def virus_in(self, data: bytes) -> str | None:
        """The name of what was found in `data`, None when it is clean. Raises ScannerError; waits ANSWER_SECONDS."""
        try:
            return _read(self._ask(data))
        except OSError as error:
            raise ScannerError(f"clamd at {self.place} did not answer: {error}") from error

    def _ask(self, data: bytes) -> bytes:
        deadline = time.monotonic() + ANSWER_SECONDS
        with self._connect() as connection:
            connection.settimeout(ANSWER_SECONDS)
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK_BYTES):
                chunk = data[start : start + CHUNK_BYTES]
                connection.sendall(len(chunk).to_bytes(4) + chunk)
            connection.sendall(bytes(4))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < MAX_ANSWER_BYTES:
                connection.settimeout(max(0.01, deadline - time.monotonic()))
                if not (part := connection.recv(MAX_ANSWER_BYTES)):
                    break
                answer += part
            return answer

    def _connect(self) -> socket.socket:
        if isinstance(self.place, tuple):
            return socket.create_connection(self.place, CONNECT_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(self.place)
        except OSError:
            connection.close()
            raise
        return connection


class Unheard:
    """Stands in for a scanner that did not answer: nobody waits for it once more for each further file."""

    def virus_in(self, data: bytes) -> str | None:
        raise ScannerError("clamd did not answer for the file before")


def scanner_at(url: str) -> Scanner:
    """The scanner at `url`, which is not asked yet. Raises ValueError, with one clear line, when it is no address."""
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname and not parts.path.strip("/") and _port(parts):
        return Scanner((parts.hostname, _port(parts)))
    if parts.scheme == "unix" and not parts.netloc and parts.path.strip("/"):
        return Scanner(parts.path)
    raise ValueError(f"must be tcp://host:port or unix:///path, not {url!r}.")


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or 0
    except ValueError:
        return 0


def _read(answer: bytes) -> str | None:
    said = answer.strip(b"\0\r\n ")
    if said == b"stream: OK":
        return None
    if found := _FOUND.fullmatch(said):
        return found[1].decode(errors="replace")
    raise ScannerError(f"clamd said {said[:200]!r}")
