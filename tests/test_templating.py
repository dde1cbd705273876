"""Templates compiled once for each language say what they would have said if they were worked out anew each time."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template, session
from jinja2 import DictLoader
from werkzeug.routing import BuildError

from hamyar_support.templating import Environment

TEMPLATES = {
    "words.html": '{{ _("Log in") }}',
    "greeting.html": '{{ _("Welcome, %(name)s. Your account is ready.", name=name) }}',
    "attribute.html": "{{ thing.name }}",
    "constant.html": '{{ icon("clock") }}{{ asset("css/base.css") }}{{ url_for("account.login") }}{{ _("Log in") }}',
    "outer.html": "{% set inner = 1 %}{% for name in names %}{% include '_inner.html' %}{% endfor %}{{ inner }}",
    "_inner.html": "{% set inner = name %}[{{ inner }}{{ greeting }}]",
    "imports.html": '{% from "_macros.html" import twice, twice as again %}{{ twice("a") }}{{ again("b") }}',
    "_macros.html": "{% macro twice(text) %}{{ text }}{{ text }}{{ url_for('public.faq') }}{% endmacro %}",
    "relative.html": '{{ url_for(".tickets") }}',
    "missing.html": '{% if wanted %}{{ url_for("public.nowhere") }}{% endif %}here',
    "address.html": '{{ url_for("portal.ticket", code=code, before=before, _anchor="latest") }}',
}


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Flask:
    app = make_app()
    app.jinja_loader = DictLoader(TEMPLATES)  # type: ignore[assignment]
    app.jinja_env.bytecode_cache = None
    return app


def rendered(site: Flask, template: str, locale: str = "fa", path: str = "/", **context: Any) -> str:
    with site.test_request_context(path):
        session["locale"] = locale
        return render_template(template, **context)


def code(site: Flask, name: str) -> str:
    """The Python that the template becomes for readers of Persian."""
    twin = site.jinja_env
    assert isinstance(twin, Environment)
    with site.test_request_context():
        return str(twin.twin("fa").compile(TEMPLATES[name], name, name, raw=True))


def test_each_language_has_its_words(site: Flask) -> None:
    assert [rendered(site, "words.html", locale) for locale in ("fa", "en", "fa")] == ["ورود", "Log in", "ورود"]


def test_what_is_put_into_words_is_escaped(site: Flask) -> None:
    assert "&lt;b&gt; %(name)s" in rendered(site, "greeting.html", "en", name="<b> %(name)s")


def test_words_with_values_in_them_are_text_of_the_code(site: Flask) -> None:
    assert "%" not in code(site, "greeting.html")


def test_an_attribute_is_never_an_item(site: Flask) -> None:
    assert rendered(site, "attribute.html", thing=SimpleNamespace(name="<a>")) == "&lt;a&gt;"
    with pytest.raises(AttributeError):
        rendered(site, "attribute.html", thing={"name": "a"})


def test_what_is_constant_is_text_of_the_code(site: Flask) -> None:
    assert "context.call" not in code(site, "constant.html")
    assert "ورود" in code(site, "constant.html")
    assert "/login" in rendered(site, "constant.html")


def test_a_partial_sees_its_callers_names_and_keeps_its_own(site: Flask) -> None:
    assert rendered(site, "outer.html", names=["a", "b"], greeting="!") == "[a!][b!]1"
    assert "get_template" not in code(site, "outer.html")


def test_while_debugging_an_error_names_the_file_that_it_is_in(site: Flask) -> None:
    site.debug = True
    assert rendered(site, "outer.html", names=["a"], greeting="!") == "[a!]1"
    assert "get_template" in code(site, "outer.html")


def test_macros_are_imported_under_either_name(site: Flask) -> None:
    assert rendered(site, "imports.html") == "aa/faqbb/faq"


def test_an_address_that_begins_with_a_dot_is_of_the_page_that_is_asked_for(site: Flask) -> None:
    assert rendered(site, "relative.html", path="/panel") == "/tickets"
    with pytest.raises(BuildError):
        rendered(site, "relative.html", path="/staff")


def test_an_address_that_leads_nowhere_is_no_fault_until_it_is_asked_for(site: Flask) -> None:
    assert rendered(site, "missing.html", wanted=False) == "here"
    with pytest.raises(BuildError):
        rendered(site, "missing.html", wanted=True)


@pytest.mark.parametrize(("before", "query"), [(None, ""), (7, "?before=7"), ("&#", "?before=%26%23")])
def test_addresses_hold_what_they_are_given(site: Flask, before: Any, query: str) -> None:
    for _again in range(2):
        assert rendered(site, "address.html", code="12 3", before=before) == f"/tickets/12%203{query}#latest"
