"""Two hundred clients that are slow on purpose: with their headers, with a form, with reading the answer."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

from .browser import GONE, Browser
from .lab import Lab, Row
from .site import Site
from .sockets import connect

CLIENTS = 200
PROBE_WITHIN = 1.0  # more than alone
NEVER = 20.0  # seconds
HEAD = b"Host: 127.0.0.1\r\nX-Slow: "
FORM = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
# What each kind of client says at once; then it sends a byte a second, or reads nothing.
KINDS = {
    "says nothing": b"",
    "slow headers": b"GET /login HTTP/1.1\r\n" + HEAD,
    "slow form": FORM + b"Content-Length: 5000\r\n\r\nusername=",
    "slow form in chunks": FORM + b"Transfer-Encoding: chunked\r\n\r\n1388\r\nusername=",
    "reads nothing": b"GET /faq HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


def run(lab: Lab) -> Iterator[Row]:
    seconds = lab.rounds(15, 6)
    with lab.site() as site:
        site.start()
        floor = max(_probes(site, [], 3))
        for kind, opening in KINDS.items():
            crowd = [_open(site.port, opening) for _ in range(CLIENTS)]
            time.sleep(2)  # what they asked for, and nobody takes, is made meanwhile
            took = sorted(_probes(site, crowd if kind.startswith("slow") else [], seconds))
            for each in crowd:
                each.close()
            site.kill()
            site.start()
            seen = f"/login at worst {took[-1]:.2f} s, median {took[len(took) // 2]:.3f} s; alone {floor:.3f} s"
            yield Row(f"{CLIENTS} clients, {kind}, {seconds} s", seen, took[-1] < floor + PROBE_WITHIN)


def _open(port: int, opening: bytes) -> socket.socket:
    client = connect(port, timeout=5)
    client.sendall(opening)
    return client


def _probes(site: Site, crowd: list[socket.socket], seconds: float) -> list[float]:
    """How long each asking for /login took, while each of `crowd` sends a byte a second; no page is no answer."""
    took, begun, sent = [], time.monotonic(), 0.0
    while time.monotonic() - begun < seconds:
        if time.monotonic() - sent > 1:
            sent = time.monotonic()
            for client in crowd:
                with suppress(OSError):
                    client.send(b"x")
        asked = time.monotonic()
        status = 0
        with suppress(*GONE):
            status = Browser(site.port).get("/login", timeout=NEVER).status
        took.append(time.monotonic() - asked if status == 200 else NEVER)
        time.sleep(0.1)
    return took
