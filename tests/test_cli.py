"""The commands: `flask --app wsgi …`."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from hamyar_support import demo
from hamyar_support.models import Ticket, User

from .browsing import login
from .tickets import count, department, user, writing

PASSPHRASE = "  شبِ یلدا و انار  "
SARA = ["sara", "--role", "agent", "--email", "sara@example.com", "--full-name", "سارا احمدی"]


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def create(cli: FlaskCliRunner, *arguments: str, **options: Any) -> Any:
    return cli.invoke(args=["create-user", *arguments], **options)


@pytest.mark.parametrize("role", ["customer", "agent", "admin"])
def test_an_account_of_each_role_is_made_and_can_log_in(app: Flask, cli: FlaskCliRunner, role: str) -> None:
    who = ["someone", "--role", role, "--email", "someone@example.com", "--full-name", "کسی"]
    result = create(cli, *who, "--password", PASSPHRASE)
    assert result.exit_code == 0, result.output
    assert "someone" in result.output
    assert PASSPHRASE.strip() not in result.output
    assert user(app, "someone").role == role
    start = login(app.test_client(), "someone", PASSPHRASE).get("/login").location
    assert start == ("/panel" if role == "customer" else "/staff")


def test_without_a_password_it_asks_twice_and_shows_nothing(app: Flask, cli: FlaskCliRunner) -> None:
    result = create(cli, *SARA, input="a long password\na long password\n")
    assert result.exit_code == 0
    assert "a long password" not in result.output
    assert login(app.test_client(), "sara", "a long password")


def test_two_different_passwords_make_nothing(app: Flask, cli: FlaskCliRunner) -> None:
    assert create(cli, *SARA, input="a long password\nanother password\n").exit_code != 0
    assert count(app, User) == 0


def test_an_agent_serves_the_departments_named(app: Flask, cli: FlaskCliRunner) -> None:
    for name in ("فروش", "آموزش", "مالی"):
        department(app, name)
    named = ["--department", "فروش", "--department", "مالی"]
    assert create(cli, *SARA, *named, "--password", PASSPHRASE).exit_code == 0
    with writing(app) as session:
        served = session.get_one(User, user(app, "sara").id).departments
        assert {row.name for row in served} == {"فروش", "مالی"}


@pytest.mark.parametrize(
    "wrong",
    [
        ["--role", "boss"],
        ["--role", ""],
        ["--email", "no e-mail"],
        ["--email", ""],
        ["--full-name", ""],
        ["--department", "ناموجود"],
        ["--password", "short"],
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_makes_nothing(app: Flask, cli: FlaskCliRunner, wrong: list[str]) -> None:
    result = create(cli, *SARA, "--password", PASSPHRASE, *wrong)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert "Error: " in result.output
    assert count(app, User) == 0


@pytest.mark.parametrize("username", ["s", "sara@example.com", "x" * 51, "a b", ""])
def test_a_username_obeys_the_rules_of_the_form(app: Flask, cli: FlaskCliRunner, username: str) -> None:
    assert create(cli, username, *SARA[1:], "--password", PASSPHRASE).exit_code != 0
    assert count(app, User) == 0


@pytest.mark.parametrize(("username", "email"), [("SARA", "other@example.com"), ("other", "Sara@Example.com")])
def test_a_name_that_is_taken_makes_nothing(app: Flask, cli: FlaskCliRunner, username: str, email: str) -> None:
    assert create(cli, *SARA, "--password", PASSPHRASE).exit_code == 0
    result = create(cli, username, *SARA[1:], "--email", email, "--password", PASSPHRASE)
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert count(app, User) == 1


def test_the_demo_fills_an_empty_database_and_says_how_to_log_in(app: Flask, cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["demo"])
    assert result.exit_code == 0
    assert count(app, Ticket) == 60
    assert [name for name in ("reza", "mina", "sara", "omid", "admin") if name not in result.output] == []
    assert login(app.test_client(), "reza", demo.PASSWORD)


def test_the_demo_leaves_any_other_database_alone(app: Flask, cli: FlaskCliRunner) -> None:
    create(cli, *SARA, "--password", PASSPHRASE)
    assert cli.invoke(args=["demo"]).exit_code == 0
    assert (count(app, Ticket), count(app, User)) == (0, 1)
