"""Every route of the site, with addresses that lead to something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

METHODS = ("GET", "POST")
PLACE = re.compile(r"<(?P<kind>(?:\w+(?:\([^)]*\))?:)?)(?P<name>\w+)>")


def rules(app: Flask, method: str) -> Iterator[Rule]:
    """The rules that take `method`; the one that ends the session comes last."""
    taken = [rule for rule in app.url_map.iter_rules() if rule.methods and method in rule.methods]
    yield from sorted(taken, key=lambda rule: (rule.endpoint == "account.logout", rule.endpoint))


def address(rule: Rule, *, code: str, ident: str = "1", filename: str = "css/base.css") -> str:
    """The path of `rule` for the ticket `code`, the file or row `ident` and the static file `filename`."""
    values = {"code": code, "ident": ident, "filename": filename, "token": "x"}
    return PLACE.sub(lambda place: "1" if place["kind"].startswith("int") else values[place["name"]], rule.rule)
