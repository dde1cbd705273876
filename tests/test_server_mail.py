"""The production server sends the mail of the outbox by itself, and stops when told while the mail server hangs."""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import AbstractContextManager

from flask import Flask

from .databases import SETTINGS
from .gunicorn import Server, served
from .post import BASE_URL, mails, queue, serving


def running(app: Flask, mail_url: str) -> AbstractContextManager[Server]:
    settings = {name: app.config[name] for name in ("DATA_DIR", "DATABASE_URL")}
    return served(**settings, SECRET_KEY=SETTINGS["SECRET_KEY"], SMTP_URL=mail_url, BASE_URL=BASE_URL)


def test_each_mail_goes_once_though_there_are_two_processes(app: Flask) -> None:
    for _ in range(5):
        queue(app)
    with serving() as (server, url):
        enough = threading.Event()
        server.before_yes = lambda: len(server.taken) == 5 and enough.set()
        with running(app, url) as site:
            assert enough.wait(20)
            site.process.send_signal(signal.SIGTERM)
            assert site.process.wait(timeout=15) == 0
        assert len(server.taken) == 5
    assert [mail.sent_at is not None for mail in mails(app)] == [True] * 5


def test_a_mail_server_that_hangs_does_not_hold_up_the_end(app: Flask) -> None:
    queue(app)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(20)
        with running(app, f"smtp://127.0.0.1:{silent.getsockname()[1]}") as site:
            connection, _address = silent.accept()
            site.process.send_signal(signal.SIGTERM)
            assert site.process.wait(timeout=15) == 0
            connection.close()
    assert mails(app)[0].sent_at is None
