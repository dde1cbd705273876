"""POST /tickets/new with files: each is taken or refused by itself, and the good ones outlive a refused form."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import Attachment, Ticket
from tests.browsing import document, submit, text_of
from tests.files import chosen, csv, nothing_stored, png, stored_bytes
from tests.tickets import attachment_ids, count, department, found

from .test_new_ticket import TYPED, sent_code

TABLE, PICTURE = csv(), png()


def send_files(client: FlaskClient, files: dict[str, bytes], **typed: Any) -> TestResponse:
    chosen_department = str(department(client.application))
    data = {**TYPED, "department": chosen_department, "attachments": chosen(files), **typed}
    return submit(client, "/tickets/new", data)


def refusals(response: TestResponse) -> dict[str, str]:
    """The reason beside each refused file, by its name."""
    items = [e for e in document(response).iter("li") if e.get("data-state") == "refused" and e.find(".//bdi").text]
    return {e.find(".//bdi").text: text_of(e).removeprefix(e.find(".//bdi").text) for e in items}


def kept(response: TestResponse) -> list[str]:
    """The ids of the files that the server holds for the form."""
    boxes = document(response).findall(".//input[@name='kept']")
    assert all(box.get("checked") is not None for box in boxes)
    return [box.get("value") for box in boxes]


def test_files_go_with_the_message_and_come_back_as_they_were(app: Flask, reza: FlaskClient) -> None:
    code = sent_code(send_files(reza, {"فهرست پرونده‌ها.csv": TABLE, "عکس صفحه.PNG": PICTURE}))
    (message,) = found(app, code).messages
    stored = {file.name: reza.get(f"/attachments/{file.id}").data for file in message.attachments}
    assert stored == {"فهرست پرونده‌ها.csv": TABLE, "عکس صفحه.PNG": PICTURE}
    page = reza.get(f"/tickets/{code}").text
    assert [name for name in stored if name not in page] == []


def test_an_empty_choice_of_files_is_none(app: Flask, reza: FlaskClient) -> None:
    sent_code(send_files(reza, {"": b""}))
    assert nothing_stored(app)


def test_a_refused_file_says_why_and_the_rest_stays(app: Flask, reza: FlaskClient) -> None:
    response = send_files(reza, {"خوب.csv": TABLE, "عکس.png": TABLE, "برنامه.exe": b"MZ", "خالی.csv": b""})
    assert response.status_code == 422
    assert list(refusals(response)) == ["عکس.png", "برنامه.exe", "خالی.csv"]
    assert len(set(refusals(response).values())) == 3
    assert count(app, Ticket) == 0
    assert (count(app, Attachment), stored_bytes(app)) == (1, 1)
    page = document(response)
    assert page.find(".//input[@name='subject']").get("value") == TYPED["subject"]
    assert page.find(".//textarea[@name='body']").text == TYPED["body"]


def test_a_kept_file_goes_out_with_the_next_sending(app: Flask, reza: FlaskClient) -> None:
    refused = send_files(reza, {"اول.csv": TABLE, "دوم.png": PICTURE}, subject="")
    assert refused.status_code == 422
    first, second = kept(refused)
    code = sent_code(send_files(reza, {"سوم.csv": TABLE}, kept=[first, second]))
    (message,) = found(app, code).messages
    assert sorted(file.name for file in message.attachments) == ["اول.csv", "دوم.png", "سوم.csv"]
    assert reza.get(f"/attachments/{second}").data == PICTURE


def test_an_unchecked_file_stays_behind(app: Flask, reza: FlaskClient) -> None:
    first, second = kept(send_files(reza, {"اول.csv": TABLE, "دوم.png": PICTURE}, subject=""))
    code = sent_code(send_files(reza, {}, kept=[second]))
    assert attachment_ids(app, code) == [second]
    assert first not in reza.get(f"/tickets/{code}").text


def test_kept_files_survive_a_second_refusal(reza: FlaskClient) -> None:
    ids = kept(send_files(reza, {"اول.csv": TABLE}, subject=""))
    assert kept(send_files(reza, {}, subject="", kept=ids)) == ids


def test_a_file_held_for_another_is_not_taken(app: Flask, reza: FlaskClient, mina: FlaskClient) -> None:
    (ident,) = kept(send_files(mina, {"مال مینا.csv": TABLE}, subject=""))
    code = sent_code(send_files(reza, {}, kept=[ident]))
    assert attachment_ids(app, code) == []
    assert reza.get(f"/attachments/{ident}").status_code == 404
    assert attachment_ids(app, sent_code(send_files(mina, {}, kept=[ident]))) == [ident]


def test_a_file_of_an_older_message_is_not_taken_away_from_it(app: Flask, reza: FlaskClient) -> None:
    older = sent_code(send_files(reza, {"اول.csv": TABLE}))
    newer = sent_code(send_files(reza, {}, kept=attachment_ids(app, older)))
    assert (len(attachment_ids(app, older)), attachment_ids(app, newer)) == (1, [])


@pytest.mark.parametrize("ident", ["", "x", "x" * 5000, "../../etc/passwd", "' OR 1=1"])
def test_a_kept_id_that_is_none_is_ignored(app: Flask, reza: FlaskClient, ident: str) -> None:
    assert attachment_ids(app, sent_code(send_files(reza, {}, kept=[ident]))) == []
