"""/profile/sessions: where one is logged in, and ending any of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import LoginSession
from hamyar_support.models.login_session import ABSOLUTE_LIMIT, IDLE_LIMIT
from tests.browsing import document, htmx, login, send, submit, text_of
from tests.people import PASSWORD, People
from tests.test_sessions import age, is_in
from tests.tickets import writing

from .test_prove import let_proof_lapse

PAGE = "/profile/sessions"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


def browser(app: Flask, username: str = "reza", user_agent: str = PHONE, address: str = "203.0.113.9") -> FlaskClient:
    """Another browser, in which `username` is signed in."""
    client = app.test_client()
    client.environ_base |= {"HTTP_USER_AGENT": user_agent, "REMOTE_ADDR": address}
    return login(client, username)


def rows(client: FlaskClient) -> dict[str, str]:
    """What the list says of each session, by its id."""
    items = document(client.get(PAGE)).findall(".//li[@class='session']")
    return {item.get("id").removeprefix("session-"): " ".join(text_of(item).split()) for item in items}


def session_id(client: FlaskClient) -> str:
    return next(ident for ident, text in rows(client).items() if "این دستگاه" in text)


def test_each_is_shown_with_device_place_and_times(app: Flask, reza: FlaskClient) -> None:
    phone = browser(app)
    age(app, "reza", created_at=timedelta(hours=3))
    here, there = session_id(reza), session_id(phone)
    assert set(rows(reza)) == {here, there}
    assert "Chrome در Android" in rows(reza)[there]
    assert "203.0.113.9" in rows(reza)[there]
    assert "127.0.0.1" in rows(reza)[here]
    assert "آخرین استفاده: همین حالا".replace(":", "") in rows(reza)[there].replace(":", "")
    assert "ساعت" in rows(reza)[there]
    assert "این دستگاه" not in rows(reza)[there]


def test_only_what_lives_is_shown(app: Flask, reza: FlaskClient, mina: FlaskClient) -> None:
    for passed in ({"seen_at": IDLE_LIMIT}, {"created_at": ABSOLUTE_LIMIT}):
        browser(app)
        age(app, "reza", **{name: limit + timedelta(minutes=1) for name, limit in passed.items()})
    send(browser(app), "/logout")
    assert rows(login(reza, "reza")).keys().isdisjoint(rows(mina))
    assert len(rows(reza)) == 1


def test_the_address_is_that_of_the_last_use(app: Flask, reza: FlaskClient) -> None:
    phone = browser(app)
    phone.get("/panel", environ_base={"REMOTE_ADDR": "2001:db8::7"})
    assert "2001:db8::7" in rows(reza)[next(ident for ident in rows(reza) if ident != session_id(reza))]


@pytest.mark.parametrize("headers", [None, htmx("section#sessions", PAGE)], ids=["plain", "htmx"])
def test_any_can_be_ended(app: Flask, reza: FlaskClient, headers: dict[str, str] | None) -> None:
    phone, tablet = browser(app), browser(app)
    response = submit(reza, PAGE, action=f"{PAGE}/{session_id(phone)}/end", headers=headers)
    assert response.status_code == (200 if headers else 303)
    assert "Chrome در Android از حساب شما خارج شد." in (response if headers else reza.get(PAGE)).text
    assert [is_in(client) for client in (reza, phone, tablet)] == [True, False, True]


@pytest.mark.parametrize("headers", [None, htmx("section#sessions", PAGE)], ids=["plain", "htmx"])
def test_all_others_can_be_ended(
    app: Flask, reza: FlaskClient, mina: FlaskClient, headers: dict[str, str] | None
) -> None:
    others = [browser(app), browser(app)]
    response = submit(reza, PAGE, action=f"{PAGE}/end-others", headers=headers)
    assert response.status_code == (200 if headers else 303)
    assert [is_in(client) for client in (reza, mina, *others)] == [True, True, False, False]
    assert len(rows(reza)) == 1


def test_ending_is_harmless_when_repeated_and_not_for_strangers(
    app: Flask, reza: FlaskClient, mina: FlaskClient
) -> None:
    phone = browser(app)
    path = f"{PAGE}/{session_id(phone)}/end"
    assert send(mina, path).status_code == 404
    assert send(mina, f"{PAGE}/99999/end").status_code == send(mina, f"{PAGE}/{2**70}/end").status_code == 404
    assert is_in(phone)
    assert [send(reza, path).status_code for _ in range(2)] == [303, 303]


def test_ones_own_can_be_ended_too(reza: FlaskClient) -> None:
    assert send(reza, f"{PAGE}/{session_id(reza)}/end").status_code == 303
    assert not is_in(reza)


def test_ending_needs_a_recent_proof_and_looking_does_not(app: Flask, reza: FlaskClient) -> None:
    phone = browser(app)
    let_proof_lapse(app, "reza")
    path = f"{PAGE}/{session_id(phone)}/end"
    response = submit(reza, PAGE, action=path, headers={"Referer": f"http://localhost{PAGE}"})
    assert response.location == f"/prove?next={PAGE}"
    assert is_in(phone)
    assert "هنوز چیزی تغییر نکرده است" in reza.get(response.location).text
    submit(reza, response.location, {"current_password": PASSWORD})
    assert submit(reza, PAGE, action=path).location == PAGE
    assert not is_in(phone)


@pytest.mark.parametrize(
    "said", ["", "curl/8.5", "<script>alert(1)</script>", "\u202egnp.exe", "x" * 500, "Mozilla/5.0"]
)
def test_what_is_not_known_is_shown_as_it_is(app: Flask, reza: FlaskClient, said: str) -> None:
    with writing(app) as session:
        session.scalars(select(LoginSession)).one().user_agent = said[:200]
    (text,) = rows(reza).values()
    assert "دستگاهی ناشناخته" in text
    assert said.replace("\u202e", "")[:60] in text
    assert "<script>alert" not in reza.get(PAGE).text
    assert "\u202e" not in reza.get(PAGE).text


def test_the_profile_leads_here(reza: FlaskClient, people: People) -> None:
    assert document(reza.get("/profile")).find(f".//a[@href='{PAGE}']") is not None
