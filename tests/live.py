"""The site on a port of its own, for browsers and other programs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

_ANSWER = "tests.answer"


class _QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds after which a connection that says nothing more is given up

    def log(self, *_args: object) -> None:
        """Say nothing: what a test needs to know, it asks."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        # Werkzeug leaves the file open that it was sending to a browser that went away.
        if close := getattr((environ or {}).get(_ANSWER), "close", None):
            close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of `app`, without a slash at its end, served within the block by threads of this process."""

    def answer(environ: Any, start_response: Any) -> Any:
        environ[_ANSWER] = body = app(environ, start_response)
        return body

    server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=_QuietHandler)
    # Waits at the end for what is still being answered: the next test is to find the database to itself.
    server.daemon_threads = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
