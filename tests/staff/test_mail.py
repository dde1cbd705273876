"""GET /staff/mail and POST /staff/mail/ID/retry: what did not go, and sending it again."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.administration import done, texts
from tests.browsing import htmx
from tests.desk import act
from tests.post import MailServer, deliver, mails, queue
from tests.tickets import snapshot

SECRET = "https://desk.example.com/reset/geheim"


def listed(client: FlaskClient) -> list[str]:
    return texts(client.get("/staff/mail"), "mails", "admin-text")


def refused(app: Flask, server: MailServer, answer: str = "550 no such person") -> int:
    server.answers["RCPT"] = answer
    ident = queue(app, body=SECRET)
    deliver(app)
    server.answers.clear()
    return ident


def test_what_was_refused_is_listed_with_the_reason_and_without_its_text(
    app: Flask, admin: FlaskClient, mail_server: MailServer
) -> None:
    refused(app, mail_server)
    (row,) = listed(admin)
    assert [
        word for word in ("reza@example.com", "خبر", "۱ تلاش", "رها شد", "550 no such person") if word not in row
    ] == []
    assert "geheim" not in admin.get("/staff/mail").text


def test_what_waits_says_when_it_is_tried_again(app: Flask, admin: FlaskClient, mail_server: MailServer) -> None:
    refused(app, mail_server, "451 later")
    (row,) = listed(admin)
    assert "تلاش بعدی" in row


def test_what_was_sent_or_not_yet_tried_is_not_listed(app: Flask, admin: FlaskClient, mail_server: MailServer) -> None:
    queue(app)
    deliver(app)
    queue(app)
    assert listed(admin) == []


def test_a_mail_is_sent_again_at_once(app: Flask, admin: FlaskClient, mail_server: MailServer) -> None:
    ident = refused(app, mail_server)
    assert deliver(app) == (0, 0)
    for _ in range(2):
        done(admin, f"mail/{ident}/retry")
    assert deliver(app) == (1, 0)
    assert listed(admin) == []
    done(admin, f"mail/{ident}/retry")  # harmless for one that has gone
    assert deliver(app) == (0, 0)
    said = texts(admin.get("/staff/audit"), "audit", "audit-sentence")
    assert said == ["مدیر همیار ایمیل reza@example.com را دوباره فرستاد"] * 2


def test_by_htmx_the_list_comes_anew(app: Flask, admin: FlaskClient, mail_server: MailServer) -> None:
    ident = refused(app, mail_server)
    response = act(admin, f"mail/{ident}/retry", htmx("div#mails"))
    assert response.text.lstrip().startswith('<div class="stack" id="mails">')
    assert mails(app)[0].given_up_at is None


def test_without_a_mail_server_the_page_says_so(admin: FlaskClient) -> None:
    assert "HAMYAR_SMTP_URL" in admin.get("/staff/mail").text


def test_nobody_else_may(
    app: Flask, client: FlaskClient, sara: FlaskClient, reza: FlaskClient, mail_server: MailServer
) -> None:
    ident = refused(app, mail_server)
    before = snapshot(app)
    for one in (sara, reza):
        assert one.get("/staff/mail").status_code == 404
        assert act(one, f"mail/{ident}/retry").status_code == 404
    assert act(client, f"mail/{ident}/retry").location.startswith("/login")
    assert snapshot(app) == before


def test_bad_ids_change_nothing(app: Flask, admin: FlaskClient) -> None:
    for ident in ("999", str(10**30), "x"):
        assert act(admin, f"mail/{ident}/retry").status_code == 404
