"""richtext.markdown_html and those who mean ill: nothing comes alive, and nothing takes long."""

from __future__ import annotations

import time

import html5lib
import pytest

from hamyar_support.richtext import markdown_html

from .hostile import HOSTILE

TAGS = {"p", "br", "strong", "ul", "ol", "li", "code", "a"}
ATTRIBUTES = {"dir", "href", "rel", "target", "start"}
LENGTH = 10_000
MARKERS = (
    "[",
    "[](",
    "[a](<",
    "![[",
    "**[",
    "*",
    "**a ",
    "*a_",
    "a**b",
    "_*",
    "`",
    "- ",
    "* ",
    "-\n",
    "1. ",
    "1- a\n",
    "> ",
    "&",
    "<",
)
ADDRESSES = (
    "http://",
    "https://a.",
    "https://ex.com/a ",
    "www.",
    "http://a@a@",
    "http://x.com/(",
    "[a](http://x.com)",
    "mailto:",
)
SPACES = ("\n", " ", "\u200c", "a\u064b", "\\", "a" + " " * 50)


@pytest.mark.parametrize(
    "address", ["//evil.example", "/\\evil.example", "ftp://x.com", "foo:bar", "x.com", "#top", "/" + "a" * 2001]
)
def test_a_link_leads_to_the_web_or_into_the_site_or_nowhere(address: str) -> None:
    root = html5lib.parse(markdown_html(f"[متن]({address})"), namespaceHTMLElements=False)
    for link in root.iter("a"):
        assert link.get("href").startswith("/%5C")


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "[<img src=x onerror=alert(1)>](https://x.com)",
        '[x](https://x.com/"onmouseover=alert(1))',
        "`<script>alert(1)</script>`",
        "- <b onclick=x>",
        '[x](https://x.com "<script>")',
        "[x](java\tscript:alert(1))",
    ],
)
def test_nothing_comes_alive(text: str) -> None:
    for typed in (text, f"**{text}**", f"- {text}", f"[{text}](https://x.com)", f"`{text}`"):
        body = html5lib.parse(markdown_html(typed), namespaceHTMLElements=False).find("body")
        elements = list(body.iter())[1:]
        assert {e.tag for e in elements} <= TAGS
        assert {name for e in elements for name in e.attrib} <= ATTRIBUTES
        assert all(e.get("href", "/").startswith(("https://", "http://", "/", "mailto:")) for e in elements)


@pytest.mark.parametrize("piece", [*MARKERS, *ADDRESSES, *SPACES])
def test_the_longest_answer_is_rendered_in_no_time(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    began = time.process_time()
    markdown_html(text)
    assert time.process_time() - began < 2


def test_deep_lists_end_somewhere() -> None:
    markdown_html("\n".join(" " * depth + "- الف" for depth in range(190)))
