"""GET /faq: questions and answers, searchable."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, htmx, text_of
from tests.questions import ask


@pytest.fixture(autouse=True)
def _questions(app: Flask) -> None:
    ask(app, "چگونه رمز عبور خود را عوض کنم؟", "در «مشخصات من» رمز تازه را بنویسید.")
    ask(app, "آیا می‌توانم پرونده‌های اکسل بفرستم؟", "بله، با پسوند xlsx.", category="پیوست‌ها")
    ask(app, "پرسش پنهان؟", published=False)


def questions(client: FlaskClient, query: str = "") -> list[str]:
    page = document(client.get("/faq", query_string={"q": query} if query else {}))
    return [text_of(summary) for summary in page.iter("summary")]


def test_everyone_sees_every_published_question(client: FlaskClient, reza: FlaskClient, sara: FlaskClient) -> None:
    for one in (client, reza, sara):
        assert questions(one) == ["چگونه رمز عبور خود را عوض کنم؟", "آیا می‌توانم پرونده‌های اکسل بفرستم؟"]


def test_the_answer_stands_with_its_question(client: FlaskClient) -> None:
    assert "در «مشخصات من» رمز تازه را بنویسید." in client.get("/faq").text


def test_a_question_is_found_however_its_words_are_typed(client: FlaskClient) -> None:
    for query in ("میتوانم", "می توانم", "پرونده ها", "پروندههای", "اكسل", "XLSX"):
        assert questions(client, query) == ["آیا می‌توانم پرونده‌های اکسل بفرستم؟"], query


def test_every_word_must_be_there(client: FlaskClient) -> None:
    assert questions(client, "رمز عبور") == ["چگونه رمز عبور خود را عوض کنم؟"]
    assert questions(client, "رمز اکسل") == []


def test_what_is_no_word_of_a_question_finds_nothing(client: FlaskClient) -> None:
    for query in ("%", "_", "؟!", "' OR 1=1 --", "\\", "پنهان", "۱" * 3000):
        assert questions(client, query) == [], query


def test_finding_nothing_leads_to_asking_us(client: FlaskClient) -> None:
    page = document(client.get("/faq?q=ناموجود"))
    results = page.find(".//*[@id='faq-results']")
    assert "/tickets/new" in [link.get("href") for link in results.iter("a")]


def test_the_typed_words_stay_in_the_box_as_text(client: FlaskClient) -> None:
    typed = '"><script>alert(1)</script>'
    page = document(client.get("/faq", query_string={"q": typed}))
    assert page.find(".//input[@name='q']").get("value") == typed
    assert page.find(".//main//script") is None


def test_htmx_asking_for_the_results_gets_them_alone(client: FlaskClient) -> None:
    response = client.get("/faq?q=رمز", headers=htmx("div#faq-results"))
    assert response.text.lstrip().startswith('<div class="stack-l" id="faq-results">')
    assert response.text.count("<summary") == 1


def test_a_typed_space_is_no_question(client: FlaskClient) -> None:
    assert len(questions(client, "   ")) == 2
