"""GET /tickets/CODE by the poll: what is new, and nothing else."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.models import User
from hamyar_support.models.words import MessageKind, Status
from tests.browsing import document, htmx, text_of
from tests.people import People
from tests.tickets import BODY, move, reply, talk, ticket_of, writing

LIVE = htmx("div#live")


def poll(client: FlaskClient, code: str) -> str:
    """The address that the ticket's page, as it is now, asks for news."""
    return following(client.get(f"/tickets/{code}"))


def following(response: TestResponse) -> str:
    """The same, of a page or of the answer to a poll."""
    live = document(response).find(".//div[@id='live']")
    fields = {field.get("name"): field.get("value") for field in live.iter("input")}
    return f"{live.get('hx-get')}?{urlencode(fields)}"


def entries(text: str) -> str:
    """What a fragment adds to the conversation."""
    return text.partition('hx-target="#entries"')[2].partition("</hx-partial>")[0]


def test_it_finds_nothing_until_something_is_said(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll(reza, code)
    response = reza.get(address, headers=LIVE)
    assert (response.status_code, response.data) == (204, b"")
    reply(app, code, people.sara, "کابل را ببینید.")
    response = reza.get(address, headers=LIVE)
    assert response.status_code == 200
    assert "کابل را ببینید." in entries(response.text)
    assert BODY not in entries(response.text)
    assert "پاسخ داده شده" in response.text
    assert reza.get(following(response), headers=LIVE).status_code == 204


def test_the_answer_leaves_the_composer_alone(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll(reza, code)
    reply(app, code, people.sara, "پاسخ")
    response = reza.get(address, headers=LIVE)
    assert 'id="composer"' not in response.text
    assert "<textarea" not in response.text
    targets = [piece.get("hx-target") for piece in document(response).iter("hx-partial")]
    assert targets == ["#entries", "#ticket-header", "#ticket-info", "#flash"]


@pytest.mark.parametrize("status", [Status.CLOSED, Status.PENDING])
def test_a_new_status_comes_with_its_line(
    app: Flask, reza: FlaskClient, people: People, code: str, status: Status
) -> None:
    address = poll(reza, code)
    move(app, code, people.sara, status)
    response = reza.get(address, headers=LIVE)
    assert 'class="event"' in entries(response.text)
    assert f'data-status="{status}"' in response.text
    assert reza.get(following(response), headers=LIVE).status_code == 204


def test_each_piece_of_news_comes_once(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address, seen = poll(reza, code), ""
    for n in range(3):
        reply(app, code, people.sara, f"پاسخ {n}")
        move(app, code, people.sara, Status.PENDING)
        response = reza.get(address, headers=LIVE)
        seen, address = seen + entries(response.text), following(response)
    assert [seen.count(f"پاسخ {n}") for n in range(3)] == [1, 1, 1]
    assert seen.count('class="event"') == 3


def test_a_note_and_an_assignment_are_no_news(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll(reza, code)
    reply(app, code, people.sara, "فقط برای همکاران", kind=MessageKind.NOTE)
    with writing(app) as session:
        sara = session.get_one(User, people.sara.id)
        ticket_of(session, code).assign_to(sara, sara)
    assert reza.get(address, headers=LIVE).status_code == 204
    reply(app, code, people.sara, "برای شما")
    assert "همکاران" not in reza.get(address, headers=LIVE).text


def test_a_night_asleep_loses_nothing(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll(reza, code)
    talk(app, code, [people.sara], 120)
    seen = ""
    for _ in range(5):
        response = reza.get(address, headers=LIVE)
        if response.status_code == 204:
            break
        seen, address = seen + entries(response.text), following(response)
    assert [n for n in range(1, 121) if seen.count(f"پیام {n}<") != 1] == []


def test_the_news_looks_as_it_will_after_a_reload(app: Flask, reza: FlaskClient, people: People, code: str) -> None:
    address = poll(reza, code)
    for body in ("یک", "دو"):
        reply(app, code, people.sara, body)
    news = document(reza.get(address, headers=LIVE))
    page = document(reza.get(f"/tickets/{code}"))
    old, new = ([li.attrib for li in root.iter("li") if li.get("data-message") is not None] for root in (page, news))
    assert old[1:] == new
    assert [text_of(time) for time in news.iter("time")]
