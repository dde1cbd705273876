"""The preview of an answer at /staff/faq/new and /staff/faq/ID: what customers would see; nothing is written."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.administration import done
from tests.browsing import browser_document, htmx
from tests.desk import act
from tests.forms import value_of
from tests.hostile import HOSTILE, LIVE
from tests.questions import FILES, ONE, category, entry
from tests.tickets import snapshot

NEW = "/staff/faq/new"
ANSWER = "دو راه دارد:\n\n- **ایمیل**\n- تلفن"
HTML = '<p dir="rtl">دو راه دارد:</p>\n<ul dir="rtl">\n<li><strong>ایمیل</strong></li>\n<li>تلفن</li>\n</ul>'


@pytest.fixture
def written(app: Flask, faq: None) -> dict[str, str]:
    return {"category": str(category(app, FILES)), "question": "پرسش تازه؟", "answer": ANSWER, "published": "y"}


def test_the_preview_shows_what_customers_would_see_and_writes_nothing(
    app: Flask, admin: FlaskClient, client: FlaskClient, written: dict[str, str]
) -> None:
    before = snapshot(app)
    for path in ("faq/new", f"faq/{entry(app, ONE)}"):
        response = act(admin, path, htmx("section#faq-preview"), preview="1", **written)
        assert response.status_code == 200
        assert response.text.lstrip().startswith('<section class="preview" id="faq-preview"')
        assert HTML in response.text
        assert "پرسش تازه؟" in response.text
        plain = act(admin, path, preview="1", **(written | {"question": "", "category": ""}))
        assert (plain.status_code, value_of(plain, "answer"), HTML in plain.text) == (200, ANSWER, True)
    assert snapshot(app) == before


def test_the_preview_needs_the_token(app: Flask, admin: FlaskClient, written: dict[str, str]) -> None:
    assert admin.post(NEW, data=written | {"preview": "1"}, headers=htmx("section#faq-preview")).status_code == 401


def test_a_preview_of_far_too_much_comes_soon(admin: FlaskClient, written: dict[str, str]) -> None:
    response = act(admin, "faq/new", htmx("section#faq-preview"), preview="1", answer="**[" * 60_000)
    assert response.status_code == 200


@pytest.mark.parametrize("typed", HOSTILE)
def test_question_and_answer_are_text(
    admin: FlaskClient, client: FlaskClient, written: dict[str, str], typed: str
) -> None:
    hostile = written | {"question": typed, "answer": f"{typed}\n\n- [{typed}](https://x.com)"}
    preview = act(admin, "faq/new", htmx("section#faq-preview"), preview="1", **hostile).text
    act(admin, "faq/new", **hostile)
    page = preview + client.get("/faq").text + admin.get("/staff/faq").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []
    assert "پرسش تازه؟" not in page


def test_answers_of_the_demo_are_fine_as_they_are(app: Flask, admin: FlaskClient) -> None:
    from hamyar_support.demo.faq import FAQ

    done(admin, "faq/categories", name="الف")
    chosen = str(category(app, "الف"))
    for question, answer in [pair for _name, pairs in FAQ for pair in pairs]:
        response = act(
            admin,
            "faq/new",
            htmx("section#faq-preview"),
            preview="1",
            answer=answer,
            question=question,
            category=chosen,
        )
        prose = next(e for e in browser_document(response).iter("div") if e.get("class") == "prose")
        assert len(list(prose.iter("li"))) == answer.count("\n- ")
        assert "- " not in "".join(prose.itertext())
