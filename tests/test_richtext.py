"""People's text as safe HTML: links live, line breaks kept, nothing executed."""

from __future__ import annotations

from time import process_time
from typing import Any

import html5lib
import pytest

from hamyar_support.composer import BODY_MAX_LENGTH
from hamyar_support.richtext import to_html

from .browsing import text_of
from .hostile import HOSTILE

# The elements and attributes that a message may be made of.
ALLOWED = {"p": {"dir"}, "br": set(), "bdi": {"dir"}, "a": {"href", "rel", "target"}}


def parsed(text: str) -> Any:
    return html5lib.parseFragment(str(to_html(text)), namespaceHTMLElements=False)


def links(text: str) -> list[tuple[str, str]]:
    return [(a.get("href"), text_of(a)) for a in parsed(text).iter("a")]


def test_a_line_end_breaks_the_line_and_an_empty_line_starts_a_paragraph() -> None:
    assert str(to_html("یک\nدو\n\nسه")) == "<p dir='rtl'>یک<br>دو</p>\n<p dir='rtl'>سه</p>"


def test_each_paragraph_runs_its_own_way_and_a_line_in_another_language_is_an_island() -> None:
    assert (
        str(to_html("Excel باز نمی‌شود.\n\nIt says no."))
        == "<p dir='rtl'>Excel باز نمی‌شود.</p>\n<p dir='ltr'>It says no.</p>"
    )
    said = "<p dir='rtl'>می‌نویسد:<br><bdi dir='ltr'>ERR-1: no key (7)</bdi><br>یعنی چه؟</p>"
    assert str(to_html("می‌نویسد:\nERR-1: no key (7)\nیعنی چه؟")) == said
    assert links("سلام، ببینید:\nSee https://example.com/a too") == [("https://example.com/a",) * 2]


def test_nothing_becomes_nothing_and_space_before_a_line_stays() -> None:
    assert {str(to_html(text)) for text in ("", "\n\n", " \n \n ")} == {""}
    assert "  فرورفته" in str(to_html("  فرورفته"))


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("https://example.com", "https://example.com"),
        ("ببینید: http://example.com/راهنما?a=1&b=2#x", "http://example.com/راهنما?a=1&b=2#x"),
        ("(https://example.com/a)", "https://example.com/a"),
        ("https://example.com/a.", "https://example.com/a"),
        ("www.example.com", "http://www.example.com"),
        ("HTTPS://EXAMPLE.COM/A", "HTTPS://EXAMPLE.COM/A"),
        ("نشانیhttps://example.com/a، را ببینید", "https://example.com/a"),
        ("«https://example.com/a»؟", "https://example.com/a"),
    ],
)
def test_an_address_is_a_link_that_tells_nobody_where_it_came_from(text: str, href: str) -> None:
    (link,) = parsed(text).iter("a")
    assert link.get("href") == href
    assert set(link.get("rel").split()) == {"nofollow", "noopener", "noreferrer", "ugc"}
    assert link.get("target") == "_blank"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "//evil.example",
        "reza@example.com",
        "گزارش.pdf و ۱۲.zip",
        "file.zip",
        "setup.cfg",
        "a.b.c",
        "https://" + "a" * 3000 + ".com/",
        "https://example.com/" + "a" * 3000,
        "http://",
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(text: str) -> None:
    assert links(text) == []
    assert text_of(parsed(text)) == text


HIDDEN = (
    'https://example.com/"onmouseover=alert(1)//',
    "https://example.com/'onclick='alert(1)",
    "https://example.com/<script>alert(1)</script>",
    "<a href=https://example.com onclick=alert(1)>https://example.com</a>",
    "https://example.com/?a=<img src=x onerror=alert(1)>",
    "<https://example.com/>",
    "http://a@b:c@https://javascript:alert(1)",
    "<style>*{display:none}</style> https://example.com",
    "<p style='position:fixed'>https://example.com</p>",
    "\u202ehttps://example.com\u202c",
)


@pytest.mark.parametrize("text", [*HOSTILE, *HIDDEN, *(f"{text} https://example.com {text}" for text in HOSTILE)])
def test_nothing_but_paragraphs_breaks_and_links_comes_out_and_every_letter_is_there(text: str) -> None:
    root = parsed(text)
    for element in root.iter():
        if element is not root:
            assert element.tag in ALLOWED
            assert set(element.attrib) <= ALLOWED[element.tag]
            assert element.get("href", "https://").lower().startswith(("http://", "https://"))
    assert text_of(root) == text.strip()


# Each as long as a message may be.
SLOW = ("a@", "http://", "https://a.", "(", "\u200c", "www.", "&", "'", "\n", "x\n", "a.b/")


@pytest.mark.parametrize("piece", SLOW)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * BODY_MAX_LENGTH)[: BODY_MAX_LENGTH - 13] + " http://a.com"
    start = process_time()
    to_html(text)
    assert process_time() - start < 2
