"""GET /staff: how long a customer has waited, in words that turn graver sooner where the priority is higher."""

from __future__ import annotations

from datetime import timedelta
from time import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Priority, utc_now
from tests.browsing import document, htmx, text_of
from tests.desk import given
from tests.people import People
from tests.tickets import open_ticket, reply

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENT = timedelta(minutes=1)


def wait(client: FlaskClient, address: str, code: str) -> str:
    """What the queue at `address` says of the wait of a ticket."""
    return text_of(document(client.get(address)).find(f".//*[@id='row-{code}']//*[@class='wait']"))


@pytest.mark.parametrize(
    ("priority", "waited", "words"),
    [
        (Priority.HIGH, 5 * MOMENT, "۵ دقیقه در انتظار"),
        (Priority.HIGH, HOUR - MOMENT, "۵۹ دقیقه در انتظار"),
        (Priority.HIGH, HOUR + MOMENT, "۱ ساعت دیر می‌شود"),
        (Priority.HIGH, 4 * HOUR + MOMENT, "۴ ساعت دیر شده"),
        (Priority.MEDIUM, 4 * HOUR - MOMENT, "۳ ساعت در انتظار"),
        (Priority.MEDIUM, 5 * HOUR, "۵ ساعت دیر می‌شود"),
        (Priority.MEDIUM, 25 * HOUR, "۲۵ ساعت دیر شده"),
        (Priority.LOW, 23 * HOUR, "۲۳ ساعت در انتظار"),
        (Priority.LOW, 2 * DAY + HOUR, "۲ روز دیر می‌شود"),
        (Priority.LOW, 3 * DAY + HOUR, "۳ روز دیر شده"),
    ],
)
def test_a_wait_is_said_with_how_late_it_is(
    app: Flask, sara: FlaskClient, people: People, priority: Priority, waited: timedelta, words: str
) -> None:
    code = open_ticket(app, people.reza, priority=priority, at=utc_now() - waited)
    assert wait(sara, "/staff", code) == words


def test_an_answered_ticket_waits_for_nobody(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    reply(app, code, people.sara, "پاسخ")
    assert wait(sara, "/staff?view=answered", code) == "همین حالا"


def test_a_row_begins_with_the_last_that_was_said_and_never_with_a_note(
    app: Flask, sara: FlaskClient, people: People, code: str
) -> None:
    reply(app, code, people.reza, "کابل را هم عوض کردم.\n" + "و باز هم نشد. " * 100)
    [ticket] = given(sara, "/staff")["page"].tickets
    assert ticket.preview.startswith("کابل را هم عوض کردم.")
    assert len(ticket.preview) == 160


def test_a_page_older_than_a_minute_is_news(sara: FlaskClient, code: str) -> None:
    version, now = given(sara, "/staff")["version"], int(time())

    def asked(at: int) -> int:
        return sara.get("/staff", query_string={"since": version, "at": at}, headers=htmx("section#queue")).status_code

    assert [asked(now - seconds) for seconds in (0, 30, 90)] == [204, 204, 200]
