"""GET /healthz and /readyz."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from hamyar_support import databases
from hamyar_support.extensions import db, migrate
from hamyar_support.storage import StorageError
from tests.logged import Logged


@pytest.mark.parametrize(("path", "answer"), [("/healthz", "ok\n"), ("/readyz", "ready\n")])
def test_a_site_at_work_says_so_in_one_word(client: FlaskClient, path: str, answer: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.text, response.mimetype) == (200, answer, "text/plain")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_a_storage_that_does_not_answer_makes_the_site_unready_but_not_dead(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    app.extensions["storage"] = Away()
    client = app.test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_makes_the_site_unready_but_not_dead(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    client = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/no/such/folder/file").test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_read_only_makes_the_site_unready(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    monkeypatch.setattr("os.access", lambda path, _mode: "sqlite3" not in str(path))
    monkeypatch.setattr(databases, "text", lambda _sql: text("SELECT 'on'"))
    assert client.get("/readyz").status_code == 503
    (reason,) = (line["reason"] for line in logged.all("database_failed"))
    assert "cannot be written" in reason or "takes no writes" in reason
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_behind_the_release_makes_the_site_unready_and_the_log_says_what_to_do(
    app: Flask, client: FlaskClient, logged: Logged
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    try:
        assert client.get("/readyz").status_code == 503
        (reason,) = (line["reason"] for line in logged.all("database_failed"))
        assert "0001" in reason
        assert "flask db upgrade" in reason
    finally:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :own"), {"own": databases.REVISIONS[-1]})


def test_a_database_without_tables_makes_the_site_unready(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    client = make_app(DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3").test_client()
    assert client.get("/readyz").status_code == 503


def test_a_database_that_is_ahead_still_serves_the_release_before(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "REVISIONS", ["0001"])
    assert client.get("/readyz").status_code == 200


def test_the_last_revision_is_that_of_the_migrations(app: Flask) -> None:
    with app.app_context():
        scripts = ScriptDirectory.from_config(migrate.get_config())
    assert databases.REVISIONS[-1] == scripts.get_current_head()


def test_neither_takes_a_post(client: FlaskClient) -> None:
    assert {client.post(path).status_code for path in ("/healthz", "/readyz")} == {405}


class Away:
    def check(self) -> None:
        raise StorageError("away")
