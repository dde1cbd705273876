"""Those who ask too often are told to wait; nobody else notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support.extensions import limiter, whom_to_count

from .browsing import HTMX, csrf_token, document, login, submit, text_of
from .files import chosen, csv
from .people import PASSWORD, People
from .tickets import attachment_ids, department, open_ticket


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The site with its limits on."""
    return make_app(RATELIMIT_ENABLED=True)


def passed_over(times: int) -> None:
    """Let as many more have been asked of everything that was asked at all."""
    counters = limiter.storage.storage  # type: ignore[attr-defined]
    for name in counters:
        counters[name] += times


def sender(client: FlaskClient, path: str, page: str, **typed: Any) -> Callable[..., TestResponse]:
    token = csrf_token(client, page)
    return lambda **more: client.post(path, data={"csrf_token": token, **typed}, **more)


def downloads(app: Flask, people: People, client: FlaskClient) -> Callable[..., TestResponse]:
    (ident,) = attachment_ids(app, open_ticket(app, people.reza, files={"1.csv": csv()}))
    return lambda **more: client.get(f"/attachments/{ident}", **more)


def of_account(app: Flask, people: People, name: str, client: FlaskClient) -> Callable[..., TestResponse]:
    code = open_ticket(app, people.reza)
    return {
        "send": lambda: sender(client, "/tickets/new", "/panel", subject="x", department=department(app), body="x"),
        "reply": lambda: sender(client, f"/tickets/{code}/messages", "/panel", body="x"),
        "status": lambda: sender(client, f"/tickets/{code}/status", "/panel", status="closed"),
        "download": lambda: downloads(app, people, client),
        "search": lambda: lambda **more: client.get("/tickets?q=چاپگر", **more),
        "password": lambda: sender(client, "/profile/password", "/profile", current_password="wrong"),
    }[name]()


@pytest.mark.parametrize(
    ("name", "times"),
    [("send", 30), ("reply", 60), ("status", 240), ("download", 180), ("search", 120), ("password", 20)],
)
def test_each_account_is_counted_by_itself(app: Flask, people: People, name: str, times: int) -> None:
    client, elsewhere = login(app.test_client(), "reza"), login(app.test_client(), "mina")
    limiter.storage.reset()
    ask = of_account(app, people, name, client)
    first = ask().status_code
    passed_over(times - 2)
    assert (ask().status_code, first) == (first, first)
    for headers in ({}, HTMX):
        response = ask(headers=headers)
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 3600
        assert text_of(document(response).find(".//h1")) == "تعداد تلاش‌ها بیش از اندازه بود"
        assert "دیگر دوباره تلاش کنید" in response.text
    assert client.get("/tickets").status_code == 200
    # مینا sits in the same office.
    assert of_account(app, people, name, elsewhere)().status_code in (200, 303, 404, 422)


@pytest.mark.parametrize(("path", "times"), [("/login", 30), ("/register", 20), ("/language", 240)])
def test_visitors_are_counted_by_their_address(app: Flask, path: str, times: int) -> None:
    ask = sender(app.test_client(), path, "/faq", username="nobody", password=PASSWORD)
    assert ask().status_code == 422
    passed_over(times - 1)
    forged = {"X-Forwarded-For": "192.0.2.1", "X-Real-IP": "192.0.2.1", "Forwarded": "for=192.0.2.1"}
    assert [ask(headers=headers).status_code for headers in ({}, HTMX, forged)] == [429] * 3
    assert ask(environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 422
    assert app.test_client().get(path if path != "/language" else "/").status_code == 200


def test_questions_of_visitors_are_counted_too(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/faq?q=رمز").status_code == 200
    passed_over(120)
    assert client.get("/faq?q=رمز").status_code == 429
    assert [client.get(path).status_code for path in ("/faq", "/faq?q=", "/guide?q=x", "/faq?q=+")] == [200] * 4


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("", "nowhere"),
        ("@", "nowhere"),
    ],
)
def test_who_has_a_whole_network_is_counted_as_one(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert whom_to_count() == counted


def test_files_are_counted_one_by_one_and_text_goes_on(app: Flask, people: People, code: str) -> None:
    client = login(app.test_client(), "reza")

    def reply(number: int) -> TestResponse:
        files = chosen({f"{n}.csv": csv() for n in range(number)})
        return submit(
            client, f"/tickets/{code}", {"body": "متن من", "attachments": files}, action=f"/tickets/{code}/messages"
        )

    assert reply(3).status_code == 303
    (name,) = (name for name in limiter.storage.storage if "files" in name)  # type: ignore[attr-defined]
    assert limiter.storage.storage[name] == 3  # type: ignore[attr-defined]
    limiter.storage.storage[name] += 95  # type: ignore[attr-defined]
    assert reply(2).status_code == 303
    refused = reply(1)
    assert refused.status_code == 429
    assert "متن من" in refused.text
    assert reply(0).status_code == 303


def test_staff_search_and_reply_within_limits_too(app: Flask, people: People, code: str) -> None:
    client = login(app.test_client(), "sara")
    ask = sender(client, f"/staff/tickets/{code}/messages", "/staff", body="پاسخ")
    assert ask().status_code == 303
    assert client.get("/staff?q=چاپگر").status_code == 200
    passed_over(300)
    assert [ask().status_code, client.get("/staff?q=چاپگر").status_code] == [429, 429]
    assert [client.get("/staff").status_code, client.get(f"/staff/tickets/{code}").status_code] == [200, 200]


def test_health_is_never_limited(app: Flask) -> None:
    client = app.test_client()
    assert {client.get("/healthz").status_code for _ in range(250)} == {200}
