"""What a password may be: long enough, and not what everybody tries first; nothing else is asked of it."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import passwords
from hamyar_support.models import User
from hamyar_support.persian import to_persian_digits

from .account.test_register import PARTICULARS
from .browsing import document, submit
from .forms import errors
from .people import PASSWORD, People
from .tickets import count

TRIED_FIRST = ["password", "12345678", "123456789", "qwertyuiop", "iloveyou", "11111111", "password1", "football"]


def test_what_is_tried_first_is_refused_in_any_case_and_in_persian_digits() -> None:
    for password in TRIED_FIRST:
        for written in (password, password.upper(), password.title(), to_persian_digits(password)):
            assert passwords.fault(written) is passwords.TOO_COMMON, written


def test_the_list_holds_more_than_the_3000_that_are_asked_for() -> None:
    with gzip.open(passwords.COMMON, "rt", encoding="utf-8") as lines:
        common = {line.rstrip("\n") for line in lines}
    assert len(common) > 3000
    assert min(len(password) for password in common) >= passwords.MIN_LENGTH


@pytest.mark.parametrize(
    "password", ["نرگس.موسوی", "Narges.Moosavi", "NARGES@example.com", "پشتیبانی همیار", "HamyarSupport"]
)
def test_ones_own_names_and_those_of_the_site_are_refused(password: str) -> None:
    about = ("narges.moosavi", "نرگس.موسوی", "narges@example.com")
    assert passwords.fault(password, about) is passwords.TOO_NEAR


@pytest.mark.parametrize(
    "password", ["کلید باغ انار", "🌳🌳🌳🌳🌳🌳🌳🌳", " leading and trailing ", "می‌خواهم‌بروم", "x" * 8 + "7", "é" * 256]
)
def test_any_letters_will_do(password: str) -> None:
    assert passwords.fault(password, ["نرگس"]) is None


@pytest.mark.parametrize(("length", "good"), [(7, False), (8, True), (256, True), (257, False)])
def test_it_has_8_to_256_characters(length: int, good: bool) -> None:
    assert (passwords.fault("انارستان"[:1] * (length - 1) + "۷") is None) is good


@pytest.mark.parametrize("page", ["/login", "/register", "/profile"])
def test_its_field_hides_it_and_takes_what_is_pasted(client: FlaskClient, reza: FlaskClient, page: str) -> None:
    answer = (reza if page == "/profile" else client).get(page)
    fields = [field for field in document(answer).iter("input") if "password" in (field.get("name") or "")]
    assert fields
    for field in fields:
        assert field.get("type") == "password"
        assert field.get("autocomplete") in ("current-password", "new-password")
        assert not {name for name in field.attrib if name.startswith("on")}
        assert field.get("maxlength", "256") == "256"  # shorter, it would cut what is pasted


def test_whoever_registers_or_changes_it_is_told_so(
    app: Flask, client: FlaskClient, people: People, reza: FlaskClient
) -> None:
    before = count(app, User)
    for password in ("۱۲۳۴۵۶۷۸", "Password1", "reza@example.com"):
        both = {"password": password, "password_confirm": password}
        typed = {**PARTICULARS, **both, "email": "reza@example.com"}
        assert "password" in errors(submit(client, "/register", typed)), password
        change = {**both, "current_password": PASSWORD}
        assert list(errors(submit(reza, "/profile", change, action="/profile/password"))) == ["password"], password
    assert count(app, User) == before
