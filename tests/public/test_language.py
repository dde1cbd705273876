"""POST /language: Persian or English, and the choice is kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.account.test_register import PARTICULARS
from tests.addresses import AWAY
from tests.browsing import document, htmx, login, send, submit
from tests.people import People


def language(client: FlaskClient, path: str = "/faq") -> tuple[str, str]:
    root = document(client.get(path))
    return root.get("lang"), root.get("dir")


def test_persian_is_the_language_of_someone_new(client: FlaskClient) -> None:
    assert language(client) == ("fa", "rtl")


def test_a_browser_that_prefers_english_still_gets_persian(client: FlaskClient) -> None:
    assert document(client.get("/", headers={"Accept-Language": "en"})).get("lang") == "fa"


def test_the_choice_is_kept_and_leads_back_to_the_page(client: FlaskClient) -> None:
    response = submit(client, "/faq?q=x", {"locale": "en"}, action="/language")
    assert (response.status_code, response.location) == (303, "/faq?q=x")
    assert language(client) == ("en", "ltr")
    assert "max-age" in response.headers["Set-Cookie"].lower() or "expires" in response.headers["Set-Cookie"].lower()


def test_and_back_again(client: FlaskClient) -> None:
    send(client, "/language", {"locale": "en"})
    send(client, "/language", {"locale": "fa"})
    assert language(client) == ("fa", "rtl")


def test_the_choice_of_a_customer_follows_them_to_another_browser(client: FlaskClient, reza: FlaskClient) -> None:
    send(reza, "/language", {"locale": "en"})
    submit(client, "/login", {"username": "reza", "password": "کلید باغ انار ۱۴۰۴"})
    assert language(client, "/panel") == ("en", "ltr")


def test_the_choice_of_a_visitor_is_kept_when_they_log_in(client: FlaskClient, people: People) -> None:
    send(client, "/language", {"locale": "en"})
    login(client, "reza")
    assert language(client, "/panel") == ("en", "ltr")
    send(client, "/logout")
    login(client, "mina")
    assert language(client, "/panel") == ("fa", "rtl"), "it was not hers"


def test_the_choice_outlives_logging_out(reza: FlaskClient) -> None:
    send(reza, "/language", {"locale": "en"})
    send(reza, "/logout")
    assert language(reza) == ("en", "ltr")


def test_an_account_made_in_english_speaks_english(client: FlaskClient) -> None:
    send(client, "/language", {"locale": "en"})
    submit(client, "/register", PARTICULARS)
    assert language(client, "/panel") == ("en", "ltr")


@pytest.mark.parametrize("locale", ["de", "", "fa-IR", "../fa"])
def test_another_language_is_refused(client: FlaskClient, locale: str) -> None:
    assert send(client, "/language", {"locale": locale}).status_code == 422
    assert language(client) == ("fa", "rtl")


def test_it_leads_nowhere_else(client: FlaskClient) -> None:
    for away in AWAY:
        assert send(client, "/language", {"locale": "en", "next": away}).location == "/", away


def test_htmx_loads_the_page_anew_for_the_frame_changes_too(client: FlaskClient) -> None:
    response = send(client, "/language", {"locale": "en", "next": "/faq"}, htmx())
    assert (response.status_code, response.headers["HX-Redirect"], response.data) == (200, "/faq", b"")


def test_a_link_cannot_change_it(client: FlaskClient) -> None:
    assert client.get("/language?locale=en").status_code == 405
    assert language(client) == ("fa", "rtl")
