"""The production server sends the mail of the outbox by itself, and stops when told while the mail server hangs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading

from flask import Flask

from .databases import SETTINGS
from .post import BASE_URL, mails, queue, serving
from .test_server import ROOT


def start(app: Flask, url: str) -> subprocess.Popen[bytes]:
    settings = {name: str(app.config[name]) for name in ("DATA_DIR", "DATABASE_URL")}
    settings |= {"SECRET_KEY": SETTINGS["SECRET_KEY"], "SMTP_URL": url, "BASE_URL": BASE_URL}
    environment = {**os.environ, "PORT": "0", **{f"HAMYAR_{name}": value for name, value in settings.items()}}
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:hamyar_support.server", "wsgi:app"]
    return subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def test_each_mail_goes_once_though_there_are_two_processes(app: Flask) -> None:
    for _ in range(5):
        queue(app)
    with serving() as (server, url):
        enough = threading.Event()
        server.before_yes = lambda: len(server.taken) == 5 and enough.set()
        running = start(app, url)
        try:
            assert enough.wait(20)
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=15) == 0
        finally:
            running.kill()
            running.wait()
        assert len(server.taken) == 5
    assert [mail.sent_at is not None for mail in mails(app)] == [True] * 5


def test_a_mail_server_that_hangs_does_not_hold_up_the_end(app: Flask) -> None:
    queue(app)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(20)
        running = start(app, f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        try:
            connection, _address = silent.accept()
            running.send_signal(signal.SIGTERM)
            assert running.wait(timeout=15) == 0
            connection.close()
        finally:
            running.kill()
            running.wait()
    assert mails(app)[0].sent_at is None
