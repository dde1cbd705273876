"""GET /: the landing."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import HTMX, document, text_of
from tests.questions import ask


def links(client: FlaskClient) -> dict[str, str]:
    return {text_of(a): a.get("href") for a in document(client.get("/")).iter("a")}


def test_a_visitor_is_shown_where_to_log_in_and_where_to_learn(client: FlaskClient) -> None:
    found = links(client)
    assert found["وارد شوید"] == "/login"
    assert found["راهنمای پشتیبانی"] == "/guide"
    assert found["ایجاد حساب کاربری"] == "/register"


def test_the_door_stands_under_the_slideshow(client: FlaskClient) -> None:
    page = client.get("/").text
    assert page.index("data-slideshow") < page.index("وارد شوید")


def test_the_slideshow_has_three_slides_or_more(client: FlaskClient) -> None:
    slides = [e for e in document(client.get("/")).iter() if "slide" in e.get("class", "").split()]
    assert len(slides) >= 3


def test_it_opens_with_a_few_questions(app: Flask, client: FlaskClient) -> None:
    for number in range(6):
        ask(app, f"پرسش شمارهٔ {number}؟")
    page = client.get("/").text
    assert page.count("پرسش شمارهٔ") == 4
    assert page.count("پاسخ آن این است.") == 4


def test_a_customer_is_led_to_the_panel_instead(reza: FlaskClient) -> None:
    assert "وارد شوید" not in links(reza)
    assert "/panel" in links(reza).values()


def test_an_agent_is_led_to_the_queue_instead(sara: FlaskClient) -> None:
    assert "/staff" in links(sara).values()


def test_htmx_gets_the_part_without_the_page(client: FlaskClient) -> None:
    response = client.get("/", headers=HTMX)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "وارد شوید" in response.text
