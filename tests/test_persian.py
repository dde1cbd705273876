"""Digits, numbers, who is the same, and what is kept of typed text."""

import pytest

from hamyar_support import persian


@pytest.mark.parametrize(
    "spellings",
    [
        ("علی۱۲", "علي12", "عل\u200cی١٢", " على ۱۲\u200f", "عـلی12"),
        ("Sara.K@Example.COM", "sara.k@example.com", "ｓａｒａ.k@example.com", "sara.k@example.com\u202c"),
        ("کاوه", "كاوه", "کاو\u06d5"),
        ("straße", "STRASSE"),
        ("é", "e\u0301", "É"),
        ("", " \u200c\u3164\ufe0f"),
    ],
)
def test_one_person(spellings: tuple[str, ...]) -> None:
    assert {persian.identity_key(spelling) for spelling in spellings} == {persian.identity_key(spellings[0])}


@pytest.mark.parametrize(
    ("one", "other"), [("علی", "علا"), ("a.b", "ab"), ("a-b", "a_b"), ("é", "e"), ("۱", "۲"), ("آرش", "ارش")]
)
def test_two_people(one: str, other: str) -> None:
    assert persian.identity_key(one) != persian.identity_key(other)


@pytest.mark.parametrize(
    "typed",
    [
        "09123456789",
        "۰۹۱۲۳۴۵۶۷۸۹",
        "٠٩١٢٣٤٥٦٧٨٩",
        "+98 912 345 6789",
        "+۹۸ (۰) ۹۱۲ ۳۴۵-۶۷۸۹",
        "00989123456789",
        "989123456789",
        "9123456789",
        "\u202a+98 912 345 6789\u202c",
        "0912–345–6789",
    ],
)
def test_mobile(typed: str) -> None:
    assert persian.normalise_mobile(typed) == "09123456789"


@pytest.mark.parametrize(
    "typed",
    ["", "0912345678", "091234567890", "02112345678", "+19123456789", "0912345678a", "00 09123456789", "+", "²"],
)
def test_no_mobile(typed: str) -> None:
    assert persian.normalise_mobile(typed) is None


@pytest.mark.parametrize(
    ("typed", "text", "line"),
    [
        ("  سلام\r\nخوبی؟\r\tبله \n", "سلام\nخوبی؟\n\tبله", "سلام خوبی؟ بله"),
        ("a\x00b\x1b[31m\x7f\x9fc\ufeff", "ab[31mc", "ab[31mc"),
        ("a\u202egpj.exe\u202c \u2066b\u2069", "agpj.exe b", "agpj.exe b"),
        ("می\u200cشود\u200c (a)\u200e", "می\u200cشود\u200c (a)\u200e", "می\u200cشود\u200c (a)\u200e"),
        ("e\u0301", "é", "é"),
        ("\ud800a\udc00", "a", "a"),
        ("a\u2028b\x85c\u00a0\u00a0d", "a\nb\nc\u00a0\u00a0d", "a b c d"),
        ("\u200c\u200cنام\u200b\u200c", "نام", "نام"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 7, "á" + "\u0301" * 7),
    ],
)
def test_what_is_kept(typed: str, text: str, line: str) -> None:
    assert persian.clean_text(typed) == text
    assert persian.clean_line(typed) == line


@pytest.mark.parametrize(
    "typed", ["", " \n", "\u200c\u200d\u200e\u200f", "\u3164", "\u2800 \u00ad", "\u202e\u202c", "\u0301", "\x00"]
)
def test_what_shows_nothing_is_nothing(typed: str) -> None:
    assert persian.clean_text(typed) == persian.clean_line(typed) == ""


def test_digits() -> None:
    assert persian.to_persian_digits("کد 12٣") == "کد ۱۲۳"
    assert persian.to_persian_digits(-40) == "-۴۰"
    assert persian.to_latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 9") == "0123456789 0123456789 9"
    assert [persian.group(n) for n in (0, 999, 12345, 1234567)] == ["۰", "۹۹۹", "۱۲٬۳۴۵", "۱٬۲۳۴٬۵۶۷"]


@pytest.mark.parametrize(
    ("size", "fa", "en"),
    [
        (0, "۰ بایت", "0 B"),
        (1023, "۱۰۲۳ بایت", "1023 B"),
        (12_345, "۱۲ کیلوبایت", "12 KB"),
        (1024 * 1024 - 1, "۱ مگابایت", "1 MB"),
        (3_565_158, "۳٫۴ مگابایت", "3.4 MB"),
        (5 * 1024 * 1024, "۵ مگابایت", "5 MB"),
        (10**12, "۹۳۱٫۳ گیگابایت", "931.3 GB"),
        (10**18, "۹۰۹۴۹۴٫۷ ترابایت", "909494.7 TB"),
    ],
)
def test_file_size(size: int, fa: str, en: str) -> None:
    assert persian.file_size(size, "fa") == fa
    assert persian.file_size(size, "en") == en
