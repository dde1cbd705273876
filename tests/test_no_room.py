"""A disk without room: 507 with the text kept, and not a byte left of what could not be kept."""

from __future__ import annotations

import errno
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict

from hamyar_support import databases
from hamyar_support.extensions import db
from hamyar_support.models import Attachment, Message
from hamyar_support.storage import StorageFull
from tests import multipart
from tests.browsing import HTMX, document, form_fields
from tests.files import chosen, csv, nothing_stored, stored_bytes
from tests.logged import Logged
from tests.portal.test_sent_twice import composed
from tests.tickets import count

TEXT = "متنی که نباید گم شود " * 200


class DiskFull(Exception):
    sqlstate = "53100"


def full_postgresql() -> None:
    raise OperationalError("INSERT", {}, DiskFull("could not extend file"))


def full_storage() -> None:
    raise StorageFull("No space left on device")


def full_system() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full(app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite may not grow by a page."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL cannot be told to be full")
        db.engine.dispose()
    monkeypatch.setattr(databases, "SQLITE_PRAGMAS", (*databases.SQLITE_PRAGMAS, "PRAGMA max_page_count=1"))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("fault", [full_postgresql, full_storage, full_system])
def test_each_way_of_being_full_is_said_to_be_that(
    app: Flask, fault: Callable[[], Any], headers: dict[str, str]
) -> None:
    app.view_functions["public.guide"] = fault
    answer = app.test_client().get("/guide", headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "5")
    assert "فضای ذخیره‌سازی پر شده است" in answer.text


def test_what_could_not_be_kept_is_shown_and_nothing_of_it_is_there(
    app: Flask, reza: FlaskClient, code: str, request: pytest.FixtureRequest
) -> None:
    form = composed(reza, code, TEXT)
    request.getfixturevalue("full")
    files = chosen({"فهرست.csv": csv()})
    answer = reza.post(f"/tickets/{code}/messages", data={**form, "attachments": files})
    assert answer.status_code == 507
    assert TEXT.strip() in answer.text
    assert reza.get(f"/tickets/{code}").status_code == 200
    assert (count(app, Message), nothing_stored(app)) == (1, True)


def full_temporary_folder(monkeypatch: pytest.MonkeyPatch, *, said: int) -> None:
    """Let the folder that large files lie in while a form is read have no room, and the system say it has `said`."""
    monkeypatch.setattr("hamyar_support.spooling.shutil.disk_usage", lambda _folder: SimpleNamespace(free=said))
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_how: full_system())


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_no_room_for_its_file_is_said_of_the_whole_form(
    app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    form = composed(reza, code, TEXT)
    monkeypatch.setattr(app.extensions["storage"], "put", lambda *_given: full_storage())
    files = chosen({"فهرست.csv": csv()})
    answer = reza.post(f"/tickets/{code}/messages", data={**form, "attachments": files}, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "5")
    assert "فضای ذخیره‌سازی پر شده است" in answer.text
    assert TEXT.strip() in answer.text
    assert (count(app, Message), nothing_stored(app)) == (1, True)


@pytest.mark.parametrize("said", [1000, 1 << 40], ids=["from the start", "in the middle of the file"])
def test_without_room_while_it_is_read_its_text_comes_back_all_the_same(
    app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch, said: int
) -> None:
    form = composed(reza, code, TEXT)
    full_temporary_folder(monkeypatch, said=said)
    monkeypatch.setattr(app.extensions["storage"], "put", lambda *_given: full_storage())
    data = MultiDict({**form, "attachments": [(BytesIO(csv(1_000_000)), "بزرگ.csv")]})
    answer = multipart.post(reza, f"/tickets/{code}/messages", data, None)
    assert answer.status_code == 507
    assert TEXT.strip() in answer.text
    assert (count(app, Message), nothing_stored(app)) == (1, True)


def test_bytes_that_cannot_be_removed_either_are_left_for_sweep(
    app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    form = composed(reza, code)
    for name in ("put", "delete"):
        monkeypatch.setattr(app.extensions["storage"], name, lambda *_given: full_storage())
    answer = reza.post(f"/tickets/{code}/messages", data={**form, "attachments": chosen({"فهرست.csv": csv()})})
    assert answer.status_code == 507
    assert logged.all("bytes_left")[0]["reason"] == "StorageFull"


def test_bytes_whose_rows_are_there_stay_where_the_answer_fails(
    app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = composed(reza, code)

    def broken(*_given: Any, **_named: Any) -> None:
        raise ValueError("behind the commit")

    monkeypatch.setattr("hamyar_support.threads.TicketPages.changed", broken)
    answer = reza.post(f"/tickets/{code}/messages", data={**form, "attachments": chosen({"فهرست.csv": csv()})})
    assert answer.status_code == 500
    assert (count(app, Attachment), stored_bytes(app)) == (1, 1)


def test_bytes_stay_where_nobody_knows_whether_the_commit_came_through(
    app: Flask, reza: FlaskClient, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_fields(document(reza.get(f"/tickets/{code}")), f"/tickets/{code}/messages").to_dict()

    def broken_off(*_given: Any) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection"), connection_invalidated=True)

    monkeypatch.setattr("hamyar_support.models.Ticket.reply", broken_off)
    data = {**form, "body": TEXT, "attachments": chosen({"فهرست.csv": csv()})}
    assert reza.post(f"/tickets/{code}/messages", data=data).status_code == 503
    assert stored_bytes(app) == 1
