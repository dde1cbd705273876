"""The rules of templates: what partials need, how long they may be, and what a strict CSP forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from hamyar_support import create_app

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGE_LINES, PARTIAL_LINES, MOST_LINES = 40, 30, 60
NEEDS = re.compile(r"\{#- needs:(.*?)-#\}\s*$")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FORM = re.compile(r"<form\b[^>]*>.*?(?:</form>|\Z)", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r"""method\s*=\s*["']?post""", re.IGNORECASE)
UNQUOTED = re.compile(r"""\s[\w:@.-]+=(?!["'])""")
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
UNSAFE = {
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape": re.compile(r"\{%-?\s*autoescape\b"),
    "Markup": re.compile(r"\bMarkup\s*\("),
}


def complaints() -> list[str]:
    """What is wrong in any template."""
    environment, given = _site()
    lines = []
    for name in names():
        source = (TEMPLATES / name).read_text(encoding="utf-8")
        lines += [f"templates/{name}: {fault}" for fault in faults(environment, name, source, given)]
    return lines


def warnings() -> list[str]:
    """Templates that are longer than they should be, and not yet too long."""
    lines = []
    for name in names():
        length = len((TEMPLATES / name).read_text(encoding="utf-8").splitlines())
        usual = PARTIAL_LINES if is_partial(name) else PAGE_LINES
        if usual < length <= MOST_LINES and name != "macros.html":
            lines.append(f"templates/{name}: {length} lines, where {usual} are usual")
    return lines


def names() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def is_partial(name: str) -> bool:
    return Path(name).name.startswith("_")


def faults(environment: Environment, name: str, source: str, given: frozenset[str]) -> list[str]:
    """What is wrong with the template `name`; `given` are the names that every template has."""
    try:
        tree = environment.parse(source, name)
        environment.compile(source, name)
    except TemplateSyntaxError as error:
        return [f"line {error.lineno}: {error.message}"]
    found = [*markup_faults(source), *form_faults(source), *length_faults(name, source)]
    if is_partial(name):
        found += needs_faults(environment, tree, source, given)
    elif name == "macros.html":
        unknown = meta.find_undeclared_variables(tree) - given
        found += [f"a macro uses {', '.join(sorted(unknown))}, which nobody hands it"] if unknown else []
    return found


def length_faults(name: str, source: str) -> list[str]:
    length = len(source.splitlines())
    if name == "macros.html" or length <= MOST_LINES:
        return []
    return [f"{length} lines, and {MOST_LINES} are the most"]


def needs_faults(environment: Environment, tree: nodes.Template, source: str, given: frozenset[str]) -> list[str]:
    """Line one of a partial names exactly what it and the partials in it use and do not set themselves."""
    declared = _declared(source)
    if declared is None:
        return ["line one does not say what the partial needs: {#- needs: a, b -#}"]
    used = _used(environment, tree) - given
    missing, idle = sorted(used - declared), sorted(declared - used)
    found = [f"uses {', '.join(missing)} and does not say so on line one"] if missing else []
    return found + ([f"says it needs {', '.join(idle)} and does not use it"] if idle else [])


def form_faults(source: str) -> list[str]:
    return [
        "a form that posts has no csrf_field()"
        for form in FORM.findall(source)
        if POSTS.search(form.split(">", 1)[0]) and not re.search(r"\{\{-?\s*csrf_field\(\)", form)
    ]


def markup_faults(source: str) -> list[str]:
    """Markup that would need `unsafe-inline` or `unsafe-eval`, that is not escaped, or not quoted."""
    found = [f"{word} lets text through unescaped" for word, pattern in UNSAFE.items() if pattern.search(source)]
    # Jinja's own tags may hold anything; what stands in an attribute leaves a letter behind, so that it has a value.
    tags = _Tags()
    tags.feed(JINJA.sub("_", source))
    tags.close()
    return found + tags.found


class _Tags(HTMLParser):
    """Walks the start tags of a template and gathers what is wrong with them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = QUOTED.sub('""', self.get_starttag_text() or "")
        if UNQUOTED.search(text):
            self._complain(tag, "has an attribute without quotes")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self._complain(tag, "is inline")
        for name, value in attrs:
            self._look_at(tag, name, (value or "").strip().lower())

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("hx-on", "data-hx-on")) or (name.startswith("on") and name != "_"):
            self._complain(tag, f"has {name}, which needs eval or inline script")
        if name == "style":
            self._complain(tag, "has a style attribute")
        if value.startswith(("javascript:", "js:")) or (name.startswith("hx-") and "js:" in value):
            self._complain(tag, f"has script in {name}")
        if name.startswith("hx-trigger") and "[" in value:
            self._complain(tag, f"has a filter in {name}, which needs eval")

    def _complain(self, tag: str, what: str) -> None:
        self.found.append(f"line {self.getpos()[0]}: <{tag}> {what}")


def _declared(source: str) -> set[str] | None:
    match = NEEDS.match(source.partition("\n")[0])
    if match is None:
        return None
    return {name for name in re.split(r"[,\s]+", match[1]) if name and name != "nothing"}


def _used(environment: Environment, tree: nodes.Template) -> set[str]:
    """The names that a template takes from its caller, for itself and for the partials that it includes."""
    set_here = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
    used = set(meta.find_undeclared_variables(tree))
    for partial in _included(tree):
        assert environment.loader is not None
        source = environment.loader.get_source(environment, partial)[0]
        used |= (_declared(source) or set()) - set_here
    return used


def _included(tree: nodes.Template) -> Iterator[str]:
    for include in tree.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const) and is_partial(include.template.value):
            yield include.template.value


@cache
def _site() -> tuple[Environment, frozenset[str]]:
    """The site's own template environment, and the names that it gives to every template."""
    with TemporaryDirectory() as folder:
        app = create_app({"TESTING": True, "SECRET_KEY": "for checks only " * 3, "DATA_DIR": folder})
        given: dict[str, object] = {}
        with app.test_request_context():
            app.update_template_context(given)
    return app.jinja_env, frozenset(given) | frozenset(app.jinja_env.globals)
