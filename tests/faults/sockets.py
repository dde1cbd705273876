"""Requests sent by hand, in parts."""

from __future__ import annotations

import socket
from secrets import token_hex
from typing import Any

from tests.multipart import BOUNDARY, encoded

from .browser import Browser, filled
from .site import Site


def upload(site: Site, browser: Browser, mark: str, size: int = 2_000_000) -> tuple[bytes, bytes]:
    """The head and the body of a new request with a file of `size` bytes."""
    table = ("code,name\r\n" + f"1,{token_hex(20)}\r\n" * (size // 44)).encode()
    data: dict[str, Any] = {"department": str(site.department), "subject": mark, "body": mark}
    form = filled(browser.form("/tickets/new", "/tickets/new"), data | {"attachments": (table, "بزرگ.csv")})
    body = encoded(form)
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = (
        f"POST /tickets/new HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode(), body


def connect(port: int, timeout: float = 30) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status_of(connection: socket.socket) -> int:
    """The status of the answer, 0 where the server has gone without one."""
    try:
        first = connection.recv(4096)
    except OSError:
        return 0
    return int(first.split(b" ", 2)[1]) if first.startswith(b"HTTP/1.1 ") else 0
