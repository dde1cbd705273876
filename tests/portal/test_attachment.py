"""GET /attachments/ID: downloads."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Attachment, User
from hamyar_support.models.words import MessageKind
from hamyar_support.uploads import CONTENT_TYPES
from tests.browsing import HTMX, login
from tests.files import csv, png
from tests.people import People
from tests.same import same
from tests.tickets import attachment_ids, open_ticket, reply, writing

NAME = "صورت‌حسابِ «مهر» ۱۴۰۴.csv"
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def ident(app: Flask, people: People) -> str:
    """The id of a file on a ticket of رضا."""
    return attachment_ids(app, open_ticket(app, people.reza, files={NAME: csv()}))[0]


def test_the_bytes_come_back_under_their_persian_name(reza: FlaskClient, ident: str) -> None:
    response = reza.get(f"/attachments/{ident}")
    assert (response.status_code, response.data) == (200, csv())
    disposition = response.headers["Content-Disposition"]
    kind, plain, real = (part.strip() for part in disposition.split(";"))
    assert (kind, plain) == ("attachment", "filename=file.csv")
    assert unquote(real.removeprefix("filename*=UTF-8''")) == NAME
    assert disposition.isascii()


def test_a_browser_neither_guesses_nor_runs_nor_keeps_it(reza: FlaskClient, ident: str) -> None:
    headers = reza.get(f"/attachments/{ident}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Type"].startswith("text/csv")
    assert "Content-Encoding" not in headers


def test_asking_for_the_headers_alone_gives_the_same_headers(reza: FlaskClient, ident: str) -> None:
    whole, head = reza.get(f"/attachments/{ident}"), reza.head(f"/attachments/{ident}")
    assert head.data == b""
    assert same(head)[:2] == same(whole)[:2]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(csv()))


def test_the_type_is_ours_and_not_the_senders(app: Flask, reza: FlaskClient, people: People) -> None:
    (ident,) = attachment_ids(app, open_ticket(app, people.reza, files={"عکس.png": png()}))
    assert reza.get(f"/attachments/{ident}").headers["Content-Type"] == "image/png"
    assert not {kind for kind in CONTENT_TYPES.values() if "html" in kind or "svg" in kind or "javascript" in kind}


def test_staff_and_owner_have_it_and_a_stranger_gets_the_same_404_as_for_nothing(
    sara: FlaskClient, mina: FlaskClient, ident: str
) -> None:
    assert sara.get(f"/attachments/{ident}").data == csv()
    answer, missing = mina.get(f"/attachments/{ident}"), mina.get(f"/attachments/{NOBODYS}")
    assert answer.status_code == 404
    assert same(answer, ident) == same(missing, NOBODYS)
    assert same(mina.head(f"/attachments/{ident}")) == same(mina.head(f"/attachments/{NOBODYS}"))


def test_the_signed_out_are_asked_to_log_in(client: FlaskClient, ident: str) -> None:
    assert client.get(f"/attachments/{ident}").location == f"/login?next=/attachments/{ident}"
    assert client.get(f"/attachments/{ident}", headers=HTMX).status_code == 401


def test_the_file_of_a_note_is_for_staff_alone(
    app: Flask, reza: FlaskClient, sara: FlaskClient, people: People, code: str
) -> None:
    reply(app, code, people.sara, "یادداشت", kind=MessageKind.NOTE, files={"محرمانه.csv": csv()})
    (ident,) = attachment_ids(app, code)
    assert sara.get(f"/attachments/{ident}").data == csv()
    answer, missing = reza.get(f"/attachments/{ident}"), reza.get(f"/attachments/{NOBODYS}")
    assert same(answer, ident) == same(missing, NOBODYS)


def test_a_file_that_no_message_took_is_its_senders_alone(
    app: Flask, reza: FlaskClient, sara: FlaskClient, people: People, code: str, ident: str
) -> None:
    with writing(app) as session:
        session.get_one(Attachment, ident).message_id = None
    assert reza.get(f"/attachments/{ident}").status_code == 200
    assert sara.get(f"/attachments/{ident}").status_code == 404


def test_who_loses_sight_of_the_ticket_loses_the_file(app: Flask, people: People, ident: str) -> None:
    admin = login(app.test_client(), "admin")
    assert admin.get(f"/attachments/{ident}").status_code == 200
    with writing(app) as session:
        session.get_one(User, people.admin.id).role = people.reza.role
    assert admin.get(f"/attachments/{ident}").status_code == 404


def test_what_is_no_id_is_not_found(reza: FlaskClient) -> None:
    for bad in ("x", "%00", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "A" * 2000, "'", "🍉"):
        assert reza.get(f"/attachments/{bad}").status_code in (400, 404), bad
