"""How gunicorn serves the site: `gunicorn -c python:hamyar_support.server wsgi:app`."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.glogging import Logger

from . import logs, unread
from .counters import Counters, free_row
from .courier import Courier
from .extensions import db

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

_host = os.environ.get("HOST") or "127.0.0.1"
_port = os.environ.get("PORT") or "8000"
_workers = os.environ.get("HAMYAR_WORKERS", "2")

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
# config.py refuses a wrong number with a clear line as soon as the site is loaded, which comes next.
workers = int(_workers) if _workers.isdecimal() else 1
worker_class = "hamyar_support.worker.PatientWorker"
# Without a buffering proxy a slow upload, and nothing smaller, holds one thread of the process.
threads = 8
preload_app = True
keepalive = 10
timeout = 60
graceful_timeout = 30
# A search in Persian takes six bytes a letter.
limit_request_line = 8190
control_socket_disable = True
# ProxyFix alone decides whom to believe (HAMYAR_TRUSTED_PROXIES); gunicorn would believe every neighbour on loopback.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
# The site records its requests itself, with what only it knows of them.
accesslog = None
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


class OurLogger(Logger):
    """What gunicorn itself has to say, in the form of everything else."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        form = os.environ.get("HAMYAR_LOG_FORMAT")
        self.error_log.handlers.clear()
        # config.py refuses any other form as soon as the site is loaded.
        logs.write("text" if form == "text" else "json", self.error_log)


logger_class = OurLogger
unread.init()


def when_ready(server: Arbiter) -> None:
    """Runs once, after the site is loaded and before the first worker is forked."""
    app = server.app.wsgi()
    with app.app_context():
        # A connection must not be shared by two processes.
        for engine in db.engines.values():
            engine.dispose()
    # What was loaded stays: later collections skip it, and the workers go on sharing its pages.
    gc.collect()
    gc.freeze()


_couriers: list[Courier] = []


def pre_fork(server: Arbiter, worker: Worker) -> None:
    """Runs before each fork: the worker counts in a row that no living one has, and misses no signal."""
    worker.heard = server.SIG_QUEUE
    worker.row = free_row(other.row for other in server.WORKERS.values())


def post_fork(_server: Arbiter, worker: Worker) -> None:
    """Runs in each new worker: its own row of counters, a thread for its log.

    Threads take turns ten times as often as usual, so that a quick page need not wait for a slow one.
    """
    counters: Counters = worker.app.wsgi().extensions["counters"]
    counters.row = worker.row
    logs.stream.when_lost = partial(counters.add, "log_lines_lost")
    logs.stream.in_background()
    sys.setswitchinterval(0.0005)


def post_worker_init(worker: Worker) -> None:
    """Runs in each new worker when it is ready to serve: from now on it sends mail too, where mail is set up."""
    app = worker.app.wsgi()
    if app.config["MAIL_SERVER"]:
        _couriers.append(Courier(app))
        _couriers[0].start()


def worker_exit(_server: Arbiter, _worker: Worker) -> None:
    """Runs in a worker that ends: a mail in hand is still sent, if the mail server is quick."""
    for courier in _couriers:
        courier.stop()
