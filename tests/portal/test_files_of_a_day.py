"""How many bytes of files a customer may send within a day: what is beyond them is refused by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from hamyar_support import composer
from hamyar_support.models import Attachment, Ticket
from hamyar_support.models.words import utc_now
from tests.browsing import HTMX, document, submit
from tests.files import chosen, csv, stored_bytes
from tests.people import People
from tests.tickets import count, open_ticket, writing
from tests.together import at_once

from .test_new_ticket import TYPED, sent_code
from .test_new_ticket_files import kept, refusals, send_files
from .test_sent_twice import composed, filled

TABLE = csv(1000)
REASON = "در یک شبانه‌روز نزدیک به ۲۰۰ مگابایت"


@pytest.fixture(autouse=True)
def room_for_three(monkeypatch: pytest.MonkeyPatch) -> None:
    assert composer.MAX_DAY_BYTES == 200 * 1024 * 1024
    monkeypatch.setattr(composer, "MAX_DAY_BYTES", 3500)


def files(number: int) -> dict[str, bytes]:
    return {f"فهرست {n}.csv": TABLE for n in range(number)}


def age(app: Flask, by: timedelta) -> None:
    with writing(app) as session:
        for attachment in session.scalars(select(Attachment)):
            attachment.created_at = utc_now() - by


def test_what_does_not_fit_is_refused_and_all_else_stays(app: Flask, reza: FlaskClient) -> None:
    response = send_files(reza, files(4))
    assert response.status_code == 422
    assert {name: REASON in reason for name, reason in refusals(response).items()} == {"فهرست 3.csv": True}
    page = document(response)
    assert page.find(".//textarea[@name='body']").text == TYPED["body"]
    assert page.find(".//input[@name='subject']").get("value") == TYPED["subject"]
    assert (len(kept(response)), stored_bytes(app), count(app, Ticket)) == (3, 3, 0)
    sent_code(send_files(reza, {}, kept=kept(response)))


def test_a_smaller_one_may_still_fit(reza: FlaskClient) -> None:
    response = send_files(reza, {**files(4), "کوچک.csv": csv(400)})
    assert list(refusals(response)) == ["فهرست 3.csv"]


def test_files_held_for_a_refused_form_count(app: Flask, reza: FlaskClient) -> None:
    send_files(reza, files(3), subject="")
    response = send_files(reza, files(1))
    assert (response.status_code, len(refusals(response)), stored_bytes(app)) == (422, 1, 3)


@pytest.mark.parametrize("headers", [None, HTMX], ids=["plain", "htmx"])
def test_replies_count_too(reza: FlaskClient, code: str, headers: dict[str, str] | None) -> None:
    def reply(number: int) -> int:
        data = {"body": "پیوست", "attachments": chosen(files(number))}
        action = f"/tickets/{code}/messages"
        return submit(reza, f"/tickets/{code}", data, action=action, headers=headers).status_code

    assert [reply(2), reply(2), reply(0), reply(1)] == [200 if headers else 303, 422, 200 if headers else 303, 422]


def test_files_sent_at_the_same_moment_count_too(app: Flask, reza: FlaskClient, code: str) -> None:
    new = [filled(reza) for _ in range(4)]
    replies = [composed(reza, code, f"پاسخ {n}") for n in range(4)]
    sendings = [("/tickets/new", form) for form in new] + [(f"/tickets/{code}/messages", form) for form in replies]

    def post(client: FlaskClient) -> TestResponse:
        path, form = sendings.pop()
        return client.post(path, data={**form, "attachments": chosen(files(1))})

    answers = at_once(reza, 8, post)
    assert sorted(answer.status_code for answer in answers) == [303] * 3 + [422] * 5
    assert all(REASON in answer.text for answer in answers if answer.status_code == 422)
    assert (count(app, Attachment), stored_bytes(app)) == (3, 3)


def test_text_alone_may_always_be_sent(reza: FlaskClient) -> None:
    send_files(reza, files(3))
    sent_code(send_files(reza, {}))


def test_a_day_later_there_is_room_again(app: Flask, reza: FlaskClient) -> None:
    sent_code(send_files(reza, files(3)))
    age(app, timedelta(hours=23))
    assert send_files(reza, files(1)).status_code == 422
    age(app, timedelta(hours=25))
    sent_code(send_files(reza, files(3)))


def test_one_customer_does_not_use_up_anothers_room(reza: FlaskClient, mina: FlaskClient) -> None:
    sent_code(send_files(reza, files(3)))
    sent_code(send_files(mina, files(3)))


def test_staff_are_not_limited(app: Flask, sara: FlaskClient, people: People) -> None:
    code = open_ticket(app, people.reza)
    data = {"body": "پیوست", "attachments": chosen(files(5))}
    response = submit(sara, f"/staff/tickets/{code}", data, action=f"/staff/tickets/{code}/messages")
    assert response.status_code == 303
