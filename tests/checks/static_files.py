"""The rules of our own CSS and JavaScript: one style sheet for both directions of text, and no eval."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = (
    re.compile(r"(?:^|[;{\s])((?:left|right)\s*:)"),
    re.compile(r"(?:^|[;{\s])((?:scroll-)?(?:margin|padding|border|inset)-(?:left|right)(?:-\w+)*\s*:)"),
    re.compile(r"(?:^|[;{\s])(border-(?:top|bottom)-(?:left|right)-radius\s*:)"),
    re.compile(r"(?:^|[;{\s])((?:text-align|float|clear)\s*:\s*(?:left|right)\b)"),
)
EVAL = (
    re.compile(r"\beval\s*\("),
    re.compile(r"\bFunction\s*\("),
    re.compile(r"\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"),
    re.compile(r"\bdocument\.write\s*\("),
)
# What a page leaves in the browser is there for whoever sits down next.
KEPT = (re.compile(r"\b((?:local|session)Storage|indexedDB|document\.cookie|caches\.open)\b"),)


def complaints() -> list[str]:
    """What is wrong in any style sheet or script of ours."""
    return [
        f"static/{path.relative_to(STATIC)}: {fault}"
        for folder, kind, check in (("css", "*.css", css_faults), ("js", "*.js", js_faults))
        for path in sorted((STATIC / folder).rglob(kind))
        for fault in check(path.read_text(encoding="utf-8"))
    ]


def css_faults(source: str) -> list[str]:
    """Physical directions, which are wrong in one of Persian and English; `inline-start` is right in both."""
    found = _found(PHYSICAL, _without_comments(source))
    return [f"line {line}: {text} has a logical twin" for line, text in found]


def js_faults(source: str) -> list[str]:
    """Calls that turn text into code, which the site's CSP refuses, and those that leave something in the browser."""
    plain = _without_comments(source)
    evaluated = [f"line {line}: {text} turns text into code" for line, text in _found(EVAL, plain)]
    return evaluated + [f"line {line}: {text} outlives the session" for line, text in _found(KEPT, plain)]


def _without_comments(source: str) -> str:
    # Line ends stay, so that line numbers do.
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)


def _found(patterns: tuple[re.Pattern[str], ...], source: str) -> list[tuple[int, str]]:
    return [
        (number, match[match.lastindex or 0].strip())
        for number, line in enumerate(source.splitlines(), 1)
        for pattern in patterns
        for match in pattern.finditer(line)
    ]
