"""How templates become code: once for each language.

Most of a page is the same for everyone who reads its language: the words, the icons, the addresses of files. When a
template is compiled, these become plain text of its code, and so do the partials that it includes; what is left to do
for each request is what differs from one to the next. Templates are written as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import StringIO
from typing import Any, cast

from flask import Flask, templating
from flask_babel import force_locale, get_locale, gettext
from jinja2 import BaseLoader, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.visitor import NodeTransformer
from markupsafe import _escape_inner as escape_text  # type: ignore[attr-defined]

Functions = Mapping[str, Callable[..., Any]]
# Where a value goes into words.
_PLACE = re.compile(r"%\((\w+)\)s")


class _Code(CodeGenerator):
    """Does without what the templates of this site never ask for, and each page would pay for hundreds of times."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Call at once, where Jinja first asks whether context or environment is wanted as an argument."""
        called = self.environment.globals.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        if hasattr(called, "jinja_pass_arg"):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        outer, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments, self.stream = self.stream.getvalue(), outer
        self.write(f"({arguments.removeprefix(', ')})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Read the attribute, where Jinja would go on and look for an item of that name."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Read the item, where Jinja would go on and look for an attribute of that name."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


def escaped(value: Any) -> str:
    """The HTML of `value` as a plain string: what is joined into a page need not be a Markup, which takes longer."""
    if type(value) is str:
        return escape_text(value)
    return value.__html__() if hasattr(value, "__html__") else escape_text(str(value))


class Environment(templating.Environment):
    """Flask's environment, with a twin for each language that compiles for it; the visitor's language chooses."""

    code_generator_class = _Code
    escaped = staticmethod(escaped)

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **options)
        self.locale = ""  # a twin's
        # Functions whose answer depends on nothing but their arguments and the language; one that cannot tell in
        # advance raises Impossible.
        self.constant: Functions = {}
        self.filters_in: Callable[[str], Functions] = lambda _locale: {}
        self.modules = _Modules(self)
        self._twins: dict[str, Environment] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """The template as it is compiled for the visitor's language."""
        if self.locale:
            return super().get_template(name, parent, globals)
        return self.twin(get_locale().language).get_template(name, parent, globals)

    def twin(self, locale: str) -> Environment:
        """The environment of the language `locale`."""
        twin = self._twins.get(locale)
        if twin is None:
            twin = self.overlay()
            twin.locale = locale
            twin.modules = _Modules(twin)
            twin.filters = {**self.filters, **self.filters_in(locale)}
            self._twins[locale] = twin
        return twin

    def make_globals(self, d: Any) -> dict[str, Any]:
        """The globals of a template: a plain dictionary, since each page makes its context from it."""
        return {**self.globals, **(d or {})}

    def compile(self, source: Any, name: Any = None, filename: Any = None, *rest: Any, **options: Any) -> Any:
        """Compile a template, with what is constant in the language worked out."""
        if self.locale and isinstance(source, str):
            with force_locale(self.locale):
                source = _Folding(self, name).visit(self.parse(source, name, filename))
        return super().compile(source, name, filename, *rest, **options)


class _Modules(dict[str, TemplateModule]):
    """The macros of each template that others import."""

    def __init__(self, environment: Environment) -> None:
        super().__init__()
        self._environment = environment

    def __missing__(self, name: str) -> TemplateModule:
        self[name] = module = self._environment.get_template(name).module
        return module


class _Folding(NodeTransformer):
    """Puts answers in the place of calls of constant functions, partials in that of includes; imports macros once."""

    def __init__(self, environment: Environment, *names: str | None) -> None:
        self.environment = environment
        self.names = names

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if node.dyn_args or node.dyn_kwargs:
            return node
        try:
            arguments = [argument.as_const() for argument in node.args]
            if name == "_":
                words = nodes.MarkSafeIfAutoescape(nodes.Const(gettext(*arguments)))
                values = nodes.Dict([nodes.Pair(nodes.Const(given.key), given.value) for given in node.kwargs])
                return self._placed(nodes.Mod(words, values), node)
            if name in self.environment.constant and not node.kwargs:
                return self._placed(nodes.Const(self.environment.constant[name](*arguments)), node)
        except nodes.Impossible:
            pass
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        """Write out words with values in them as text and values, which need not be put together first."""
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return self.generic_visit(node)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "_"):
            return [node]
        words, values = node.args[0], {given.key: given.value for given in node.kwargs}
        texts = _PLACE.split(gettext(words.value)) if isinstance(words, nodes.Const) else ["%"]
        if any("%" in text for text in texts[::2]) or not values.keys() >= set(texts[1::2]):
            return [node]
        return [values[text] if i % 2 else self._placed(nodes.TemplateData(text), node) for i, text in enumerate(texts)]

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        if node.with_context or not isinstance(node.template, nodes.Const):
            return node
        module = nodes.Getitem(nodes.EnvironmentAttribute("modules"), node.template, "load")
        return [
            self._placed(nodes.Assign(nodes.Name(alias, "store"), nodes.Getattr(module, name, "load")), node)
            for name, alias in [name if isinstance(name, tuple) else (name, name) for name in node.names]
        ]

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        # While templates are being worked on, an error should name the file that it is in.
        if not isinstance(name, str) or name in self.names or node.ignore_missing or self.environment.app.debug:
            return node
        loader = cast(BaseLoader, self.environment.loader)
        source, filename, _ = loader.get_source(self.environment, name)
        partial = self.environment.parse(source, name, filename)
        if partial.find(nodes.Block) or partial.find(nodes.Extends):
            return node
        folded = _Folding(self.environment, *self.names, name).visit(partial)
        return self._placed(nodes.Scope(folded.body), node)

    def _placed(self, made: nodes.Node, at: nodes.Node) -> Any:
        return made.set_lineno(at.lineno).set_environment(self.environment)
