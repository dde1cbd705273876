"""/profile/second-factor: switching the second step of one's own logging in on and off."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import RecoveryCode
from hamyar_support.persian import to_persian_digits
from tests.account.test_prove import let_proof_lapse
from tests.browsing import document, htmx, login, send, submit
from tests.factor import PAGE, RECOVERY, Clock, have, offered
from tests.forms import errors
from tests.people import People
from tests.post import MailServer, deliver
from tests.test_sessions import is_in
from tests.tickets import count, snapshot, user


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize("name", ["sara", "reza"])
def test_it_is_switched_on_by_a_code_and_gives_ten_recovery_codes_once(
    app: Flask, people: People, clock: Clock, name: str
) -> None:
    client = login(app.test_client(), name)
    secret = offered(client.get(PAGE))
    response = submit(client, PAGE, {"code": to_persian_digits(clock.code(secret))})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    codes = set(RECOVERY.findall(response.text))
    assert len(codes) == 10
    row = user(app, name)
    assert (row.totp_secret, row.totp_step) == (secret, int(clock.now.timestamp()) // 30)
    assert [code for code in codes if code in str(snapshot(app)) or code.replace("-", "") in str(snapshot(app))] == []
    again = client.get(PAGE).text
    assert secret not in again
    assert RECOVERY.findall(again) == []
    assert "۱۰ کد مانده است" in again


def test_the_picture_says_what_the_text_says(sara: FlaskClient) -> None:
    page = document(sara.get(PAGE))
    (link,) = [a.get("href") for a in page.iter("a") if (a.get("href") or "").startswith("otpauth:")]
    secret = offered(sara.get(PAGE))
    assert f"secret={secret}&" in link
    assert "/totp/" in link
    (drawing,) = [e.get("d") for e in page.iter() if str(e.tag).endswith("path") and len(e.get("d") or "") > 1000]
    assert drawing.startswith("M4 4h7v1h-7z")
    assert page.find(".//*[@style]") is None


def test_a_wrong_code_switches_nothing_on_and_the_secret_stays(app: Flask, sara: FlaskClient, clock: Clock) -> None:
    secret = offered(sara.get(PAGE))
    before = snapshot(app)
    for headers in ({}, htmx("main#main")):
        for typed in ("", "123", "abcdef", clock.code(secret, 90), clock.code()):
            response = submit(sara, PAGE, {"code": typed}, headers=headers)
            assert (response.status_code, list(errors(response))) == (422, ["code"])
    assert offered(sara.get(PAGE)) == secret
    assert snapshot(app) == before


def test_everybody_is_offered_another_secret(sara: FlaskClient, reza: FlaskClient) -> None:
    assert offered(sara.get(PAGE)) != offered(reza.get(PAGE))


def test_other_places_are_logged_out_and_a_mail_tells(
    app: Flask, sara: FlaskClient, clock: Clock, mail_server: MailServer
) -> None:
    phone = login(app.test_client(), "sara")
    submit(sara, PAGE, {"code": clock.code(offered(sara.get(PAGE)))})
    assert phone.get("/staff").status_code == 302
    assert sara.get("/staff").status_code == 200
    submit(sara, PAGE, action=f"{PAGE}/off")
    deliver(app)
    assert [mail["Subject"] for mail in mail_server.taken] == [
        "از این پس ورود شما کد می‌خواهد",
        "ورود شما دیگر کد نمی‌خواهد",
    ]
    assert [mail for mail in mail_server.taken if mail["To"] != "sara@example.com"] == []


def test_new_recovery_codes_end_the_old_ones(app: Flask, reza: FlaskClient) -> None:
    old = have(app, "reza")
    new = RECOVERY.findall(submit(reza, PAGE, action=f"{PAGE}/codes").text)
    assert len(set(new)) == 10
    assert not set(old) & set(new)
    assert count(app, RecoveryCode) == 10


def test_switched_off_the_password_is_enough_again(app: Flask, reza: FlaskClient) -> None:
    have(app, "reza")
    for _ in range(2):
        assert send(reza, f"{PAGE}/off").location == PAGE
    assert is_in(login(app.test_client(), "reza"))
    assert (user(app, "reza").totp_secret, count(app, RecoveryCode)) == (None, 0)


def test_what_is_on_is_not_switched_on_again_by_another_secret(app: Flask, sara: FlaskClient, clock: Clock) -> None:
    secret = offered(sara.get(PAGE))
    have(app, "sara")
    before = snapshot(app)
    assert send(sara, PAGE, {"code": clock.code(secret)}).location == PAGE
    assert snapshot(app) == before


def test_without_a_recent_proof_the_password_is_asked_first(app: Flask, reza: FlaskClient) -> None:
    have(app, "reza")
    let_proof_lapse(app, "reza")
    assert reza.get(PAGE).location == f"/prove?next={PAGE}"
    before = snapshot(app)
    for path in ("", "/codes", "/off"):
        assert send(reza, f"{PAGE}{path}", {"code": "123456"}).location.startswith("/prove")
    assert snapshot(app) == before


@pytest.mark.parametrize("path", ["", "/codes", "/off"])
def test_the_signed_out_and_those_without_one_change_nothing(
    app: Flask, client: FlaskClient, reza: FlaskClient, path: str
) -> None:
    before = snapshot(app)
    assert send(client, f"{PAGE}{path}", {"code": "123456"}).location.startswith("/login")
    assert send(reza, f"{PAGE}{path}", {"code": "123456"}).location == PAGE
    assert snapshot(app) == before
