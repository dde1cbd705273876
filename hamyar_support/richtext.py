"""People's text to safe HTML: the only module that makes Markup.

Of messages plain text goes in; paragraphs, line breaks and live links come out, and nothing else. The text is escaped
first and linked afterwards, since linkifying alone leaves markup alive. Answers of the FAQ know a small Markdown too.
"""

from __future__ import annotations

import re

from bleach.linkifier import Linker
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from .bidi import direction

# The parser behind bleach is slow on long text; only text that can hold a link needs it.
_MAY_HOLD_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_LINK_MAX_LENGTH = 2000
# What was typed as an address, and not «file.zip» or «setup.py»; what stands behind it in a Persian sentence is no part
# of it. (bleach's own pattern begins with any number of parentheses, and takes half a minute over a page of them.)
_URL = re.compile(
    r"""(?<![@.a-z0-9])(?:https?://|www\.)
    (?:[\w-]+\.)+[a-z]{2,24}(?::[0-9]+)?(?!\.\w)\b
    (?:[/?#][^\s{}|\\^\[\]`<>"،؛؟«»…]*)?""",
    re.IGNORECASE | re.VERBOSE,
)

_REL = "nofollow noopener noreferrer ugc"

# Persian lists are numbered «۱.», «۱)» or «۱-», and Word's bullets are pasted as they are; Markdown knows none of them.
_NUMBER = re.compile(r"^( {0,12})([0-9۰-۹٠-٩]{1,3})[.)-] ", re.MULTILINE)
_BULLET = re.compile(r"^( {0,12})[•●▪◦–] ?", re.MULTILINE)
# Out to the web, to a mail program, or to a page of this site (and not to //elsewhere).
_MARKDOWN_HREF = re.compile(r"(?:https?://|mailto:|/(?![/\\]))[^\s\\]*", re.IGNORECASE)
_BLOCKS = {"paragraph_open", "bullet_list_open", "ordered_list_open"}


def _link_attributes(attrs: dict, new: bool = False) -> dict | None:
    href = attrs.get((None, "href"), "")
    if not href.lower().startswith(("http://", "https://")) or len(href) > _LINK_MAX_LENGTH:
        return None
    attrs[(None, "rel")] = _REL
    attrs[(None, "target")] = "_blank"
    return attrs


def to_html(text: str) -> Markup:
    """Safe HTML of `text`: escaped, links live, a blank line starts a paragraph, a line end breaks the line."""
    paragraphs = [p for p in re.split(r"\n[ \t]*\n\s*", text.strip("\n")) if p.strip()]
    return Markup("\n").join(Markup("<p dir='{}'>{}</p>").format(direction(p), _lines_html(p)) for p in paragraphs)


def markdown_html(text: str) -> Markup:
    """Safe HTML of `text` in a small Markdown: paragraphs, line ends, **bold**, lists of - and of 1., `code`,
    [text](https://…), and addresses as they stand; anything else is shown as it was typed.
    """
    text = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2])}. ", _BULLET.sub(r"\1- ", text))
    tokens = _markdown.parse(text)
    way = "auto"
    for token in reversed(tokens):
        if token.type == "inline":
            way = direction(token.content)
        elif token.type in _BLOCKS:
            token.attrs["dir"] = way  # of the text that it begins with
        _finish_links(token.children or [])
    # Markup that is typed is text to this parser, and its renderer escapes all text.
    return Markup(_markdown.renderer.render(tokens, _markdown.options, {}).strip())


def made_html(html: str) -> Markup:
    """HTML that is safe because ours: made earlier by to_html or markdown_html, or of words from the catalogs."""
    return Markup(html)


def _lines_html(paragraph: str) -> Markup:
    """The lines of a paragraph; one that runs the other way, such as the words of an error, is an island in it."""
    around = direction(paragraph)
    lines = []
    for line in paragraph.split("\n"):
        way = direction(line)
        is_island = way not in (around, "auto")
        lines.append(Markup("<bdi dir='{}'>{}</bdi>").format(way, line) if is_island else escape(line))
    return _linked(Markup("<br>").join(lines))


def _linked(html: Markup) -> Markup:
    """`html` with live links, where any can be in it."""
    if not _MAY_HOLD_LINK.search(html):
        return html
    linker = Linker(callbacks=[_link_attributes], url_re=_URL, recognized_tags={"br", "bdi"})
    return Markup(linker.linkify(str(html)))


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  (its name there)
        return len(url) <= _LINK_MAX_LENGTH and _MARKDOWN_HREF.fullmatch(url) is not None


def _finish_links(tokens: list[Token]) -> None:
    """Give the links of a paragraph their attributes, and mark the text in them: no link stands in a link."""
    inside = False
    for token in tokens:
        if token.type == "link_open":
            inside, href = True, str(token.attrs["href"])
            token.attrs = {"href": href}
            if href.lower().startswith("http"):
                token.attrs |= {"rel": _REL, "target": "_blank"}
        elif token.type == "link_close":
            inside = False
        elif inside:
            token.meta["in_link"] = True


def _text(_renderer: object, tokens: list[Token], index: int, *_rest: object) -> str:
    token = tokens[index]
    return str(escape(token.content) if "in_link" in token.meta else _linked(escape(token.content)))


def _emphasis(_renderer: object, tokens: list[Token], index: int, *_rest: object) -> str:
    """**Bold**; anything else, such as *this* or __this__, is as likely to be a name or a sum, and stays as typed."""
    token = tokens[index]
    if token.markup != "**":
        return token.markup
    return "<strong>" if token.nesting == 1 else "</strong>"


_markdown = _Markdown("zero", {"breaks": True}).enable(["list", "newline", "backticks", "emphasis", "link"])
_markdown.add_render_rule("text", _text)
for _rule in ("em_open", "em_close", "strong_open", "strong_close"):
    _markdown.add_render_rule(_rule, _emphasis)
