"""What matters is in the log: who, what, when, from where; as events that can be counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, abort, request
from flask.testing import FlaskClient

from .browsing import csrf_token, login, submit
from .files import chosen
from .logged import Logged
from .people import PASSWORD, People


def test_a_request_says_who_asked_for_what_and_how_it_ended(logged: Logged, reza: FlaskClient, people: People) -> None:
    response = reza.get("/tickets?q=راز", environ_base={"REMOTE_ADDR": "192.0.2.7"}, buffered=True)
    line = logged.all("request")[-1]
    assert datetime.now(UTC) - datetime.fromisoformat(line.pop("time")) < timedelta(minutes=1)
    assert 0 < line.pop("ms") < 60_000
    assert line == {
        "level": "info",
        "event": "request",
        "request": response.headers["X-Request-ID"],
        "method": "GET",
        "path": "/tickets",
        "address": "192.0.2.7",
        "user": people.reza.id,
        "endpoint": "portal.tickets",
        "status": 200,
    }


def test_probes_that_are_well_leave_no_line(logged: Logged, client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        client.get(path, buffered=True)
    assert logged.lines == []


def test_signing_in_and_out(app: Flask, people: People, logged: Logged) -> None:
    client = login(app.test_client(), "reza")
    submit(client, "/panel", action="/logout")
    ident = people.reza.id
    assert logged.events() == [
        {"event": "signed_in", "person": ident},
        {"event": "signed_out", "user": ident},
        {"event": "session_ended", "person": ident, "user": ident},
    ]


def test_a_failed_sign_in_names_the_account_by_id_and_what_was_typed_never(
    logged: Logged, client: FlaskClient, people: People
) -> None:
    for name in ("reza", "REZA@example.com", "my pass word", "My Pass Word", "nobody"):
        submit(client, "/login", {"username": name, "password": "not the one"})
    accounts = [line["account"] for line in logged.all("sign_in_failed")]
    assert accounts[:2] == [people.reza.id] * 2
    assert accounts[2] == accounts[3] != accounts[4]
    assert all(account.startswith("unknown-") for account in accounts[2:])
    assert "word" not in "".join(logged.lines).lower()


def test_changing_a_password(logged: Logged, reza: FlaskClient, people: People) -> None:
    new = "رمزی تازه و بلند"
    typed = {"current_password": PASSWORD, "password": new, "password_confirm": new}
    submit(reza, "/profile", typed, action="/profile/password")
    assert {"event": "password_changed", "person": people.reza.id, "user": people.reza.id} in logged.events()


def test_forms_without_their_token(logged: Logged, client: FlaskClient) -> None:
    client.post("/login", data={"username": "reza"})
    assert logged.events() == [{"event": "form_refused", "reason": "token"}]
    assert logged.all("form_refused")[0]["level"] == "warning"


@pytest.mark.parametrize(
    ("code", "event"),
    [(401, "access_refused"), (403, "access_refused"), (413, "upload_refused"), (429, "limit_hit"), (404, None)],
)
def test_what_is_refused(logged: Logged, app: Flask, code: int, event: str | None) -> None:
    app.view_functions["public.guide"] = lambda: abort(code)
    app.test_client().get("/guide", buffered=True)
    assert logged.events() == ([{"event": event, "status": code}] if event else [])


def test_files_that_are_refused_say_why_and_not_what_they_are_called(logged: Logged, reza: FlaskClient) -> None:
    files = chosen({"secret.exe": b"MZ", "secret.png": b"not a picture", "secret.csv": b""})
    data = {"subject": "x", "body": "x", "csrf_token": csrf_token(reza, "/tickets/new"), "attachments": files}
    assert reza.post("/tickets/new", data=data).status_code == 422
    assert [line["reason"] for line in logged.all("upload_refused")] == ["unknown_type", "mismatch", "empty"]
    assert "secret" not in "".join(logged.lines)


def test_a_fault_of_ours_with_where_it_arose(logged: Logged, app: Flask) -> None:
    app.view_functions["public.guide"] = lambda: int(request.args["q"])
    response = app.test_client().get("/guide?q=typed", buffered=True)
    (line,) = logged.all("unexpected_error")
    assert (line["level"], line["request"]) == ("error", response.headers["X-Request-ID"])
    assert "test_logs.py" in line["traceback"]
    assert "builtins.ValueError" in line["traceback"]
    assert "typed" not in "".join(logged.lines)


def test_who_met_it_is_known_though_the_page_of_the_error_asks_nobody(
    app: Flask, reza: FlaskClient, people: People, logged: Logged
) -> None:
    app.view_functions["portal.tickets"] = lambda: int("no number")
    assert reza.get("/tickets", buffered=True).status_code == 500
    assert [logged.all(name)[0]["user"] for name in ("unexpected_error", "request")] == [people.reza.id] * 2
