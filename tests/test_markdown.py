"""richtext.markdown_html: the small Markdown of answers, and what is not part of it."""

from __future__ import annotations

import re

import html5lib
import pytest

from hamyar_support.richtext import markdown_html

REL = 'rel="nofollow noopener noreferrer ugc" target="_blank"'


def html(text: str) -> str:
    """The HTML on one line, without the directions."""
    return re.sub(' dir="[a-z]+"', "", markdown_html(text)).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("یک\n\nدو", "<p>یک</p><p>دو</p>"),
        ("یک\nدو", "<p>یک<br>دو</p>"),
        ("این **مهم** است", "<p>این <strong>مهم</strong> است</p>"),
        ("- یک\n- دو", "<ul><li>یک</li><li>دو</li></ul>"),
        ("متن:\n- یک", "<p>متن:</p><ul><li>یک</li></ul>"),
        ("1. یک\n2. دو", "<ol><li>یک</li><li>دو</li></ol>"),
        ("کد `ERR **1**`", "<p>کد <code>ERR **1**</code></p>"),
        ("[راهنما](https://ex.com/a)", f'<p><a href="https://ex.com/a" {REL}>راهنما</a></p>'),
        ("[درخواست](/tickets/new)", '<p><a href="/tickets/new">درخواست</a></p>'),
        ("[نامه](mailto:a@ex.com)", '<p><a href="mailto:a@ex.com">نامه</a></p>'),
        ("https://ex.com/a", f'<p><a href="https://ex.com/a" {REL}>https://ex.com/a</a></p>'),
        ("", ""),
        (" \n \n", ""),
    ],
)
def test_what_it_knows(text: str, wanted: str) -> None:
    assert html(text) == wanted


@pytest.mark.parametrize("text", ["۱. یک\n۲. دو", "۱- یک\n۲- دو", "۱) یک\n۲) دو", "1- یک\n2- دو", "٣. یک\n٤. دو"])
def test_lists_are_numbered_as_persians_do(text: str) -> None:
    assert html(text).replace(' start="3"', "") == "<ol><li>یک</li><li>دو</li></ol>"


@pytest.mark.parametrize("bullet", ["• ", "•", "● ", "– ", "* ", "+ "])
def test_bullets_are_taken_from_word(bullet: str) -> None:
    assert html(f"{bullet}یک\n{bullet}دو") == "<ul><li>یک</li><li>دو</li></ul>"


@pytest.mark.parametrize(
    "text",
    [
        "# عنوان",
        "> نقل",
        "---",
        "| الف | ب |",
        "*کج*",
        "_کج_",
        "__init__",
        "~~خط~~",
        "file.zip و ۱۲.pdf",
        "۱۴۰۴/۸/۱۲",
        "C:\\_temp\\*",
        "&amp; &nbsp;",
        "[x]: https",
        "[متن](javascript:alert(1))",
        "[متن](data:text/html,x)",
        "{{ 7*7 }}",
    ],
)
def test_what_it_does_not_know_is_shown_as_typed(text: str) -> None:
    root = html5lib.parse(markdown_html(text), namespaceHTMLElements=False)
    assert "".join(root.itertext()) == text
    assert [e.tag for e in root.find("body").iter()] == ["body", "p"]


def test_punctuation_behind_an_address_is_no_part_of_it() -> None:
    for mark in "،؛؟»«….":
        assert f'href="https://ex.com/a" {REL}>https://ex.com/a</a>{mark}' in markdown_html(
            f"https://ex.com/a{mark} بعد"
        )
