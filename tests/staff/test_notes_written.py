"""Internal notes at the desk: written by staff alone, and never sent as a reply by mistake."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import MessageKind, Status
from tests.browsing import document, htmx, send
from tests.desk import act
from tests.files import chosen
from tests.tickets import attachment_ids, events, found

SECRET, FILE = "مشتری بدحساب", "محرمانه.csv"


def test_a_customer_cannot_write_one(app: Flask, reza: FlaskClient, code: str) -> None:
    send(reza, f"/tickets/{code}/messages", {"body": "سلام", "kind": "note"})
    assert found(app, code).messages[-1].kind is MessageKind.REPLY


def test_staff_write_and_see_it_as_one(app: Flask, sara: FlaskClient, code: str) -> None:
    answer = act(sara, f"tickets/{code}/messages", body=SECRET, kind="note", headers=htmx("div#live"))
    assert (answer.status_code, SECRET in answer.text) == (200, True)
    assert found(app, code).messages[-1].is_note
    assert (found(app, code).status, events(app, code)) == (Status.OPEN, [])
    notes = [li for li in document(sara.get(f"/staff/tickets/{code}")).iter("li") if li.get("data-note") is not None]
    assert len(notes) == 1
    assert SECRET in "".join(notes[0].itertext())


def test_a_kind_that_is_none_is_refused_and_not_sent_as_a_reply(app: Flask, sara: FlaskClient, code: str) -> None:
    for kind in ("Note", "internal", "note ", "\x00"):
        assert act(sara, f"tickets/{code}/messages", body=SECRET, kind=kind).status_code == 422, kind
    assert len(found(app, code).messages) == 1


def test_a_file_alone_makes_a_note_too(app: Flask, sara: FlaskClient, reza: FlaskClient, code: str) -> None:
    (file,) = chosen({FILE: b"a,b\n3,4\n"})
    act(sara, f"tickets/{code}/messages", body="", kind="note", attachments=file)
    (ident,) = set(attachment_ids(app, code))
    assert (sara.get(f"/attachments/{ident}").status_code, reza.get(f"/attachments/{ident}").status_code) == (200, 404)


def test_a_refused_notes_file_is_the_writers_alone(app: Flask, sara: FlaskClient, reza: FlaskClient, code: str) -> None:
    (file,) = chosen({FILE: b"a,b\n3,4\n"})
    answer = act(sara, f"tickets/{code}/messages", body="x" * 60_000, kind="note", attachments=file)
    kept = document(answer).find(".//input[@name='kept']").get("value")
    assert (sara.get(f"/attachments/{kept}").status_code, reza.get(f"/attachments/{kept}").status_code) == (200, 404)
