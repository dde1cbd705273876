"""The checks of CSS and JavaScript can fail, and say where."""

from __future__ import annotations

import pytest

from . import static_files


@pytest.mark.parametrize(
    "declaration",
    [
        "left: 0",
        "margin-left: 1px",
        "padding-right:1px",
        "border-left-color: red",
        "inset-right: 0",
        "scroll-margin-left: 0",
        "border-top-left-radius: 4px",
        "text-align: left",
        "float:right",
    ],
)
def test_physical_directions_are_found(declaration: str) -> None:
    assert len(static_files.css_faults(f".a {{ {declaration}; }}")) == 1


@pytest.mark.parametrize(
    "source",
    [
        ".a { margin-inline-start: 1px; text-align: start; inset-inline-end: 0; }",
        ".a { background-position: left top; transform-origin: right; }",
        "/* left: 0; */\n.left { --gap-left: 1px; }",
    ],
)
def test_logical_directions_pass(source: str) -> None:
    assert static_files.css_faults(source) == []


def test_the_line_is_named_even_below_a_comment() -> None:
    assert static_files.css_faults("/* a\n b */\n.a { left: 0 }") == ["line 3: left: has a logical twin"]


@pytest.mark.parametrize("call", ["eval('x')", "new Function('x')", "setTimeout('x', 1)", "document.write(x)"])
def test_text_that_becomes_code_is_found(call: str) -> None:
    assert len(static_files.js_faults(f"const a = 1\n{call}")) == 1


@pytest.mark.parametrize("call", ["localStorage.draft = 1", "sessionStorage.setItem('a', 1)", "document.cookie = 'a'"])
def test_what_would_be_left_in_the_browser_is_found(call: str) -> None:
    assert len(static_files.js_faults(call)) == 1


@pytest.mark.parametrize("source", ["setTimeout(run, 1)", "retrieval(x)", "/* eval(x) */ const isFunction = 1"])
def test_other_code_passes(source: str) -> None:
    assert static_files.js_faults(source) == []
