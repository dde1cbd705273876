"""POST /staff/people/ID/second-factor: switching off what somebody has lost."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.administration import audited, done
from tests.browsing import htmx
from tests.desk import act
from tests.factor import SECRET, have
from tests.people import People
from tests.post import MailServer, deliver
from tests.tickets import snapshot, user


def test_an_admin_switches_it_off_and_the_person_is_told(
    app: Flask, admin: FlaskClient, sara: FlaskClient, people: People, mail_server: MailServer
) -> None:
    codes = have(app, "sara")
    page = f"/staff/people/{people.sara.id}"
    text = admin.get(page).text
    assert "second-factor" in text
    assert [secret for secret in (SECRET, *codes) if secret in text] == []
    for _ in range(2):
        done(admin, f"people/{people.sara.id}/second-factor")
    assert user(app, "sara").totp_secret is None
    assert sara.get("/staff").location.startswith("/login")
    assert audited(app) == [("person.factor_off", people.sara.full_name, "", "")]
    deliver(app)
    assert [(mail["To"], mail["Subject"]) for mail in mail_server.taken] == [
        ("sara@example.com", "ورود شما دیگر کد نمی‌خواهد")
    ]
    assert "second-factor" not in admin.get(page).text


def test_ones_own_is_switched_off_in_the_profile_alone(app: Flask, admin: FlaskClient, people: People) -> None:
    have(app, "admin")
    before = snapshot(app)
    for headers in ({}, htmx("div#person")):
        assert act(admin, f"people/{people.admin.id}/second-factor", headers).status_code == 422
    assert snapshot(app) == before


def test_nobody_else_may(app: Flask, sara: FlaskClient, reza: FlaskClient, people: People) -> None:
    have(app, "mina")
    before = snapshot(app)
    for one in (sara, reza):
        assert act(one, f"people/{people.mina.id}/second-factor").status_code == 404
    assert snapshot(app) == before
