"""A worker of gunicorn whose threads are given requests, and not clients that have yet to send one.

gunicorn's own gives each connection a thread as soon as it is there; a handful of clients that send a byte a second
hold all of them, and nobody else is answered. Here the one loop of the process looks at what has come, without taking
it, and hands on what is a whole request, or enough of an upload. A connection costs no thread until then.
"""

from __future__ import annotations

import errno
import re
import selectors
import signal
import socket
import struct
import time
from bisect import insort
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# So much of a body is waited for; a larger one is an upload, and its thread reads the rest as it comes.
BODY_BYTES = 16 * 1024
# A head may be as large as gunicorn allows: a line of 8 kB and a hundred fields, of which browsers need a few kB.
MOST_BYTES = BODY_BYTES + 16 * 1024
# So long may a client take to send that much.
SECONDS = 20.0
# A thread in the middle of an upload or a download gives up on a client that does nothing for so long.
STALLED_SECONDS = 30
# How long a request may take to come, once the server has been told to stop.
SECONDS_WHEN_STOPPING = 2.0
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def bytes_to_wait_for(seen: bytes) -> int:
    """How many bytes must have come before a request that begins with `seen` is looked at again; 0: it is here."""
    head, end, body = seen.partition(b"\r\n\r\n")
    if not end:
        return len(seen) + 1 if len(seen) < MOST_BYTES else 0
    if len(seen) >= MOST_BYTES or len(body) >= BODY_BYTES:
        return 0
    if CHUNKED.search(head):  # how much will come is not said; the last chunk ends with an empty line
        return 0 if body.endswith(b"\r\n\r\n") else len(seen) + 1
    length = LENGTH.search(head + b"\r\n")
    wanted = min(int(length[1]), BODY_BYTES) if length else 0
    return len(seen) - len(body) + wanted if len(body) < wanted else 0


def asks_to_be_asked(seen: bytes) -> bool:
    """Whether the client that began with `seen` sends its body only when it is told to."""
    head, end, body = seen.partition(b"\r\n\r\n")
    return bool(end and not body and b" HTTP/1.1\r\n" in head and EXPECTS.search(head + b"\r\n"))


class PatientWorker(ThreadWorker):
    # The signals that the master has still to look at; in the worker a copy, which is told of nothing any more once it
    # has signals of its own. Whoever forks sets it.
    heard: SimpleQueue[int]
    _stops_at: float | None = None

    def init_signals(self) -> None:
        """Stop if that was said between the fork and now: the master says it once, and waits for half a minute."""
        super().init_signals()
        while not self.heard.empty():
            if self.heard.get_nowait() in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                self.alive = False

    def accept(self, listener: Any) -> None:
        try:
            super().accept(listener)
        except OSError as error:
            # Without this the process would end, and all that it was answering with it.
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            self.log.warning("no more connections can be opened: %s", error.strerror)
            time.sleep(0.1)

    def enqueue_req(self, conn: Any) -> None:
        """Give the connection a thread if its request is there, else look at it again when more has come."""
        waits_for = 0 if self.cfg.is_ssl or _is_read_ahead(conn) else self._waits_for(conn)
        _set(conn.sock, socket.SO_RCVLOWAT, waits_for or 1)
        if waits_for:
            insort(self.pending_conns, conn, key=lambda pending: pending.timeout)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))
        else:
            if not conn.initialized:
                for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                    _set(conn.sock, way, struct.pack("ll", STALLED_SECONDS, 0))
            conn.begun, conn.data_ready = None, True
            super().enqueue_req(conn)

    def _waits_for(self, conn: Any) -> int:
        begun = getattr(conn, "begun", None)
        try:
            seen = conn.sock.recv(MOST_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            seen = None
        except OSError:
            return 0  # it is gone; its thread will notice
        if seen == b"" or (begun is not None and seen is not None and len(seen) == conn.seen):
            return 0  # nothing more will come
        if begun is None:
            conn.begun, conn.is_asked = time.monotonic(), False
            conn.timeout = conn.begun + SECONDS
        conn.seen = len(seen or b"")
        if seen and not conn.is_asked and asks_to_be_asked(seen):
            conn.is_asked = True
            with suppress(OSError):  # gunicorn says it again, which clients are used to
                conn.sock.send(CONTINUE)
        return bytes_to_wait_for(seen) if seen else 1

    def murder_pending(self) -> None:
        if not self.alive:
            self._stops_at = self._stops_at or time.monotonic() + SECONDS_WHEN_STOPPING
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, self._stops_at)
        super().murder_pending()


def _set(connection: socket.socket, option: int, value: int | bytes) -> None:
    with suppress(OSError):  # some systems say no for one whose client has gone
        connection.setsockopt(socket.SOL_SOCKET, option, value)


def _is_read_ahead(conn: Any) -> bool:
    """Whether the request was sent behind another one, and has been read with it."""
    return conn.initialized and bool(conn.parser.unreader.buf.getvalue())
