"""What admins and commands do is in the log, by ids, once it is done."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from hamyar_support import logs
from hamyar_support.extensions import begin_write, db

from .administration import done
from .browsing import login
from .logged import Logged
from .people import People
from .tickets import open_ticket


def test_what_an_admin_does_to_people(app: Flask, people: People) -> None:
    admin = login(app.test_client(), "admin")
    sara, boss = people.sara.id, people.admin.id
    with Logged() as logged:
        done(admin, f"people/{sara}", role="admin")
        done(admin, f"people/{sara}/active", active="0")
        done(admin, f"people/{sara}/active", active="1")
    assert logged.events() == [
        {"event": "role_changed", "person": sara, "old": "agent", "new": "admin", "user": boss},
        {"event": "sessions_ended", "person": sara, "user": boss},
        {"event": "person_disabled", "person": sara, "user": boss},
        {"event": "person_enabled", "person": sara, "user": boss},
    ]


def test_what_commands_do(app: Flask, people: People, logged: Logged, tmp_path: Path) -> None:
    open_ticket(app, people.reza, files={"a.csv": b"a,b\n1,2\n"})
    run = app.test_cli_runner().invoke
    assert run(args=["backup", str(tmp_path / "backup")]).exit_code == 0
    assert run(args=["verify"]).exit_code == 0
    assert run(args=["sweep"]).exit_code == 0
    for path in (Path(app.config["DATA_DIR"]) / "attachments").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert run(args=["verify"]).exit_code == 1
    made, good, swept, bad = logged.events()
    assert (made["event"], made["files"]) == ("backup_made", 1)
    assert (good["event"], good["faults"]) == ("verified", 0)
    assert (swept["event"], swept["files"]) == ("swept", 0)
    assert (bad["event"], bad["faults"]) == ("verified", 1)
    assert [line["level"] for line in logged.all("verified")] == ["info", "error"]


def test_what_is_not_committed_did_not_happen(logged: Logged, app: Flask) -> None:
    with app.app_context():
        begin_write()
        logs.after_commit(logs.Event.SWEPT, files=1)
        db.session.rollback()
        begin_write()
        logs.after_commit(logs.Event.SWEPT, files=2)
        assert logged.events() == []
        db.session.commit()
    assert logged.events() == [{"event": "swept", "files": 2}]
