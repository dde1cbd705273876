"""People's text to safe HTML: the only module that makes Markup.

Of messages plain text goes in; paragraphs, line breaks and live links come out, and nothing else. The text is escaped
first and linked afterwards, since linkifying alone leaves markup alive. Answers of the FAQ know a small Markdown too.
"""

from __future__ import annotations

import re
from functools import partial

from bleach.linkifier import Linker, LinkifyFilter, build_url_re
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

# The parser behind bleach is slow on long text; only text that can hold a link needs it.
_MAY_HOLD_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_LINK_MAX_LENGTH = 2000
_SCHEMES = ("http", "https")
_WESTERN_URL = build_url_re(tlds=["[a-z]{2,24}"], protocols=_SCHEMES)
# What stands behind an address in a Persian sentence is no part of it.
_URL = re.compile(_WESTERN_URL.pattern.replace("<>", "<>،؛؟«»…"), _WESTERN_URL.flags)

_MARKDOWN_RULES = ("list", "newline", "backticks", "emphasis", "link")
_MARKDOWN_TAGS = {"p", "br", "strong", "ul", "ol", "li", "code", "a"}
_BLOCKS = {"paragraph_open", "bullet_list_open", "ordered_list_open"}
# Persian lists are numbered «۱.», «۱)» or «۱-», and Word's bullets are pasted as they are; Markdown knows none of them.
_NUMBER = re.compile(r"^( {0,12})([0-9۰-۹٠-٩]{1,3})[.)-] ", re.MULTILINE)
_BULLET = re.compile(r"^( {0,12})[•●▪◦–] ?", re.MULTILINE)
# Out to the web, to a mail program, or to a page of this site (and not to //elsewhere).
_MARKDOWN_HREF = re.compile(r"(?:https?://|mailto:|/(?![/\\]))[^\s\\]*", re.IGNORECASE)


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


def markdown_html(text: str) -> Markup:
    """Safe HTML of `text` in a small Markdown: paragraphs, line ends, **bold**, lists of - and of 1., `code`,
    [text](https://…), and addresses as they stand; anything else is shown as it was typed.
    """
    text = _NUMBER.sub(lambda found: f"{found[1]}{int(found[2])}. ", _BULLET.sub(r"\1- ", text))
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in _BLOCKS:
            token.attrSet("dir", "auto")
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return Markup((_linking_cleaner if _MAY_HOLD_LINK.search(text) else _cleaner).clean(html).strip())


def made_html(html: str) -> Markup:
    """HTML that to_html or markdown_html made earlier and a table kept."""
    return Markup(html)


def _line_html(paragraph: str) -> Markup:
    html = Markup("<br>").join(escape(line) for line in paragraph.split("\n"))
    if _MAY_HOLD_LINK.search(paragraph):
        linker = Linker(callbacks=[_explicit_only, _link_attributes], url_re=_URL, recognized_tags={"br"})
        html = Markup(linker.linkify(str(html)))
    return html


def _as_typed(tokens: list[Token], index: int, *_rest: object) -> str:
    return str(escape(tokens[index].markup))


def _strong(_renderer: object, tokens: list[Token], index: int, *_rest: object) -> str:
    # __init__ is a name, not bold.
    token = tokens[index]
    if token.markup != "**":
        return token.markup
    return "<strong>" if token.nesting == 1 else "</strong>"


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Whether the clean HTML of Markdown keeps this attribute."""
    match tag, name:
        case "a", "href":
            return len(value) <= _LINK_MAX_LENGTH and _MARKDOWN_HREF.fullmatch(value) is not None
        case "ol", "start":
            return value.isascii() and value.isdigit()
        case _:
            return (name, value) == ("dir", "auto")


def _markdown_link(attrs: dict, new: bool = False) -> dict | None:
    href = attrs.get((None, "href"), "")
    if new:
        return _link_attributes(attrs) if _explicit_only(attrs) else None
    return _link_attributes(attrs) if href.lower().startswith("http") else attrs if href else None


_markdown = MarkdownIt("zero", {"breaks": True}).enable(_MARKDOWN_RULES)
_markdown.add_render_rule("em_open", lambda _self, *given: _as_typed(*given))
_markdown.add_render_rule("em_close", lambda _self, *given: _as_typed(*given))
_markdown.add_render_rule("strong_open", _strong)
_markdown.add_render_rule("strong_close", _strong)
_links = partial(LinkifyFilter, callbacks=[_markdown_link], url_re=_URL, skip_tags={"code"})
_cleaner, _linking_cleaner = (
    Cleaner(_MARKDOWN_TAGS, _is_kept, {"http", "https", "mailto"}, strip=True, filters=filters)
    for filters in ([partial(LinkifyFilter, callbacks=[_markdown_link], url_re=re.compile("(?!)"))], [_links])
)
