"""Codes of the second factor, by the figures of the RFCs."""

from __future__ import annotations

from base64 import b32encode
from urllib.parse import parse_qs, urlsplit

import pytest

from hamyar_support import totp

# Appendix B of RFC 6238, whose codes have eight digits: an app shows the last six.
RFC_6238 = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(("at", "code"), RFC_6238.items())
def test_the_codes_are_those_of_the_rfc(at: int, code: str) -> None:
    assert totp.code_at(SECRET, at // 30) == code[-6:]
    assert totp.step_of(SECRET, code[-6:], at) == at // 30


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_of_difference_is_forgiven(seconds: int, good: bool) -> None:
    at = 1_800_000_015
    code = totp.code_at(SECRET, (at + seconds) // 30)
    assert (totp.step_of(SECRET, code, at) is not None) is good


def test_no_step_counts_twice_nor_an_older_one_after_it() -> None:
    at = 1_800_000_000
    step = at // 30
    assert totp.step_of(SECRET, totp.code_at(SECRET, step), at, after=step - 1) == step
    assert totp.step_of(SECRET, totp.code_at(SECRET, step), at, after=step) is None
    assert totp.step_of(SECRET, totp.code_at(SECRET, step - 1), at, after=step) is None
    assert totp.step_of(SECRET, totp.code_at(SECRET, step + 1), at, after=step) == step + 1


@pytest.mark.parametrize("code", ["", "1", "1234567", "abcdef", "۱۲۳۴۵۶", "\x00"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert totp.step_of(SECRET, code, 59) is None


def test_secrets_are_long_and_never_the_same() -> None:
    secrets = {totp.new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {32}


def test_an_app_finds_everything_in_the_address() -> None:
    parts = urlsplit(totp.address(SECRET, "سارا", "پشتیبانی همیار"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parts.path.isascii()
    assert parse_qs(parts.query) == {"secret": [SECRET], "issuer": ["پشتیبانی همیار"]}


def test_the_picture_has_its_quiet_border() -> None:
    width, path = totp.qr_path(totp.address(SECRET, "sara", "Hamyar"))
    assert (width - 8 - 17) % 4 == 0
    assert path.startswith("M4 4h7v1h-7z")
