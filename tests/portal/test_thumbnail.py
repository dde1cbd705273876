"""GET /attachments/ID/small: what a conversation shows of a picture."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import keeping
from hamyar_support.extensions import db
from hamyar_support.models import Attachment
from hamyar_support.storage import Storage, StorageFull
from tests import samples
from tests.browsing import HTMX
from tests.files import png, stored_bytes
from tests.keeping.test_sweep import age, files_of
from tests.same import same
from tests.tickets import attachment_ids, writing

from .test_new_ticket import sent_code
from .test_new_ticket_files import send_files

PHOTO = samples.photo("JPEG", (1200, 900))
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def ident(app: Flask, reza: FlaskClient) -> str:
    """The id of a photo that رضا sent with a request."""
    return attachment_ids(app, sent_code(send_files(reza, {"عکس.jpg": PHOTO})))[0]


def test_a_heavy_picture_is_shown_small_and_given_whole(reza: FlaskClient, ident: str) -> None:
    small, whole = reza.get(f"/attachments/{ident}/small"), reza.get(f"/attachments/{ident}")
    assert (small.mimetype, whole.mimetype, whole.data) == ("image/webp", "image/jpeg", PHOTO)
    assert len(small.data) < 40_000 < len(PHOTO)
    for header in ("Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"):
        assert small.headers[header] == whole.headers[header]


def test_the_conversation_shows_the_small_one_and_leads_to_the_whole(app: Flask, reza: FlaskClient) -> None:
    code = sent_code(send_files(reza, {"عکس.jpg": PHOTO}))
    (ident,) = attachment_ids(app, code)
    page = reza.get(f"/tickets/{code}").text
    assert f'<img src="/attachments/{ident}/small"' in page
    assert f'href="/attachments/{ident}"' in page


def test_a_light_picture_is_shown_itself(app: Flask, reza: FlaskClient) -> None:
    (ident,) = attachment_ids(app, sent_code(send_files(reza, {"عکس.png": png()})))
    assert reza.get(f"/attachments/{ident}/small").data == png()


def test_who_may_not_have_the_file_may_not_have_the_small_one(
    sara: FlaskClient, mina: FlaskClient, client: FlaskClient, ident: str
) -> None:
    assert sara.get(f"/attachments/{ident}/small").status_code == 200
    answer, missing = mina.get(f"/attachments/{ident}/small"), mina.get(f"/attachments/{NOBODYS}/small")
    assert answer.status_code == 404
    assert same(answer, ident) == same(missing, NOBODYS)
    assert client.get(f"/attachments/{ident}/small").location == f"/login?next=/attachments/{ident}/small"
    assert client.get(f"/attachments/{ident}/small", headers=HTMX).status_code == 401


def test_a_picture_is_taken_where_only_its_small_one_has_no_room(
    app: Flask, reza: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Storage.put

    def put_large_ones(self: Storage, key: str, stream: BinaryIO) -> None:
        if key.endswith("_small"):
            raise StorageFull("full")
        put(self, key, stream)

    monkeypatch.setattr(Storage, "put", put_large_ones)
    (ident,) = attachment_ids(app, sent_code(send_files(reza, {"عکس.jpg": PHOTO})))
    assert reza.get(f"/attachments/{ident}/small").data == PHOTO


def test_it_is_kept_as_long_as_the_picture_and_no_longer(app: Flask, ident: str) -> None:
    for path in files_of(app).values():
        age(path, 9)
    with app.app_context():
        assert (keeping.sweep(), keeping.verify()) == (0, [])
    with writing(app) as session:
        held = session.get_one(Attachment, ident)
        held.message_id, held.created_at = None, held.created_at - timedelta(days=8)
    with app.app_context():
        keeping.sweep()
    assert stored_bytes(app) == 0


def test_who_deletes_the_picture_deletes_it_too(app: Flask, ident: str) -> None:
    with app.app_context():
        key = db.session.get_one(Attachment, ident).storage_key
        app.extensions["storage"].delete(key)
    assert stored_bytes(app) == 0


def test_it_is_in_a_backup(app: Flask, ident: str, tmp_path: Path) -> None:
    with app.app_context():
        manifest = keeping.backup(tmp_path / "backup")
        key = db.session.get_one(Attachment, ident).storage_key
    assert set(manifest.files) == {key, f"{key}_small"}
