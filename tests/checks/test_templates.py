"""The checks of templates can fail, and say what is wrong."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from . import templates

GIVEN = frozenset({"_", "url_for", "csrf_field"})
TICKET = "{#- needs: ticket -#}\n<p>{{ ticket.code }}</p>\n"


def _faults(name: str, source: str, **others: str) -> list[str]:
    environment = Environment(loader=DictLoader({name: source, **others}), autoescape=True)
    return templates.faults(environment, name, source, GIVEN)


def test_a_good_partial_passes() -> None:
    assert _faults("_ticket.html", TICKET) == []


def test_a_broken_template_is_named_with_its_line() -> None:
    assert _faults("page.html", "<p>\n{% if %}</p>")[0].startswith("line 2: ")


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p>{{ ticket.code }}</p>", "line one does not say what the partial needs: {#- needs: a, b -#}"),
        ("{#- needs: -#}\n{{ ticket }}", "uses ticket and does not say so on line one"),
        (TICKET.replace("needs: ", "needs: page, "), "says it needs page and does not use it"),
    ],
)
def test_a_partial_must_say_what_it_needs(source: str, fault: str) -> None:
    assert _faults("_ticket.html", source) == [fault]


def test_the_needs_of_a_partial_within_count_where_the_caller_does_not_set_them() -> None:
    listing = "{#- needs: tickets -#}\n{% for ticket in tickets %}{% include '_ticket.html' %}{% endfor %}"
    assert _faults("_list.html", listing, **{"_ticket.html": TICKET}) == []
    bare = "{#- needs: -#}\n{% include '_ticket.html' %}"
    assert _faults("_list.html", bare, **{"_ticket.html": TICKET}) == ["uses ticket and does not say so on line one"]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<b hx-on:click="x()">', "<b> has hx-on:click, which needs eval or inline script"),
        ('<b onclick="x()">', "<b> has onclick, which needs eval or inline script"),
        ('<b style="color: red">', "<b> has a style attribute"),
        ("<style>b {}</style>", "<style> is inline"),
        ("<script>x()</script>", "<script> is inline"),
        ('<a href="javascript:x()">', "<a> has script in href"),
        ("<b hx-vals='js:{a: 1}'>", "<b> has script in hx-vals"),
        ('<b hx-trigger="click[ctrlKey]">', "<b> has a filter in hx-trigger, which needs eval"),
        ("<b class={{ _('x') }}>", "<b> has an attribute without quotes"),
        ("<input name=q>", "<input> has an attribute without quotes"),
    ],
)
def test_markup_that_a_strict_csp_refuses(source: str, fault: str) -> None:
    assert templates.markup_faults(source) == [f"line 1: {fault}"]


@pytest.mark.parametrize(
    ("source", "word"),
    [("{{ x | safe }}", "|safe"), ("{% autoescape false %}", "autoescape"), ("{{ Markup(x) }}", "Markup")],
)
def test_text_must_be_escaped(source: str, word: str) -> None:
    assert templates.markup_faults(source) == [f"{word} lets text through unescaped"]


def test_markup_with_templates_in_attributes_passes() -> None:
    source = """<a href="{{ url_for('x', q="a>b") }}" {% if a > 1 %}aria-current="page"{% endif %} data-x='a=b'>x</a>"""
    assert templates.markup_faults(source) == []


def test_a_form_that_posts_needs_a_token() -> None:
    assert templates.form_faults('<form method="post" action="/x"></form>') == ["a form that posts has no csrf_field()"]
    assert templates.form_faults('<form method="post" action="/x">{{ csrf_field() }}</form>') == []
    assert templates.form_faults('<form method="get" action="/x"></form>') == []


def test_a_template_of_61_lines_is_too_long() -> None:
    assert templates.length_faults("page.html", "<p>\n" * 60) == []
    assert templates.length_faults("page.html", "<p>\n" * 61) == ["61 lines, and 60 are the most"]
