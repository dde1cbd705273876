"""The site, with places where it dies: at the place that the file FAULT_AT names, once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from hamyar_support import smtp
from wsgi import app

ORDERS = Path(os.environ["FAULT_AT"])


def die_at(place: str) -> None:
    if ORDERS.exists() and ORDERS.read_text() == place:
        ORDERS.unlink()
        os._exit(137)


storage = app.extensions["storage"]
put = storage.put


def put_and_die(key: str, stream: Any) -> None:
    if ORDERS.exists() and ORDERS.read_text() == "half a file":
        # As obstore writes: under another name, renamed when it is whole.
        half = Path(app.config["DATA_DIR"], "attachments", f"{key}#1")
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(stream.read(10))
    die_at("half a file")
    put(key, stream)
    die_at("between file and commit")


storage.put = put_and_die


@event.listens_for(Session, "before_commit")
def _before(session: Session) -> None:
    if session.info.get("writing") and any(row.__class__.__name__ == "Message" for row in (*session.new, *session)):
        session.flush()
        session.info["dies"] = True
        die_at("in the commit")


@event.listens_for(Session, "after_commit")
def _after(session: Session) -> None:
    if session.info.pop("dies", False):
        die_at("between commit and answer")


deliver = smtp.Connection.send


def send_and_die(connection: smtp.Connection, message: Any) -> None:
    die_at("between claim and mail server")
    deliver(connection, message)
    die_at("between mail accepted and marked")


smtp.Connection.send = send_and_die  # type: ignore[method-assign]
