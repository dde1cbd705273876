"""People's text to safe HTML: the only module that makes Markup.

Plain text goes in; paragraphs, line breaks and live links come out, and nothing else. The text is escaped first and
linked afterwards, since linkifying alone leaves markup alive.
"""

from __future__ import annotations

import re

from bleach.linkifier import Linker, build_url_re
from markupsafe import Markup, escape

# The parser behind bleach is slow on long text; only text that can hold a link needs it.
_MAY_HOLD_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_LINK_MAX_LENGTH = 2000
_SCHEMES = ("http", "https")
_URL = build_url_re(tlds=["[a-z]{2,24}"], protocols=_SCHEMES)


def _link_attributes(attrs: dict, new: bool = False) -> dict | None:
    href = attrs.get((None, "href"), "")
    if not href.lower().startswith(("http://", "https://")) or len(href) > _LINK_MAX_LENGTH:
        return None
    attrs[(None, "rel")] = "nofollow noopener noreferrer ugc"
    attrs[(None, "target")] = "_blank"
    return attrs


def _explicit_only(attrs: dict, new: bool = False) -> dict | None:
    # «file.zip» or «۱۲.pdf» are names, not addresses: only what was typed as an address becomes a link.
    text = attrs.get("_text", "").lower()
    return attrs if text.startswith(("http://", "https://", "www.")) else None


def to_html(text: str) -> Markup:
    """Safe HTML of `text`: escaped, links live, a blank line starts a paragraph, a line end breaks the line."""
    paragraphs = [p for p in re.split(r"\n[ \t]*\n\s*", text.strip("\n")) if p.strip()]
    return Markup("\n").join(Markup("<p dir='auto'>{}</p>").format(_line_html(p)) for p in paragraphs)


def made_html(html: str) -> Markup:
    """HTML that to_html made earlier and a table kept."""
    return Markup(html)


def _line_html(paragraph: str) -> Markup:
    html = Markup("<br>").join(escape(line) for line in paragraph.split("\n"))
    if _MAY_HOLD_LINK.search(paragraph):
        linker = Linker(callbacks=[_explicit_only, _link_attributes], url_re=_URL, recognized_tags={"br"})
        html = Markup(linker.linkify(str(html)))
    return html
