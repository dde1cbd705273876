"""What the documents say of the code is so: every setting is in the README, every test that they name exists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hamyar_support.config import DEFAULTS

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
SETTING = re.compile(r"`HAMYAR_(\w+)`")
NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")
# A line of a table that begins with numbers of the ASVS, and what its last column must hold.
LINE = re.compile(r"^\| (\d+\.\d[\w.–  ]*) \|.*\| (.*) \|$", re.MULTILINE)
ANSWERED = re.compile(r"`[\w/]+\.py(?:::\w+)?`|not covered, because ")


def complaints() -> list[str]:
    """What the README and docs/ say that is not so, or leave unsaid."""
    security = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = [f"docs/security.md: {fault}" for fault in (*test_faults(security), *line_faults(security))]
    return found + [f"README.md: {fault}" for fault in setting_faults(readme, DEFAULTS)]


def test_faults(text: str) -> list[str]:
    """The tests that `text` names and that do not exist."""
    return [
        f"there is no test {path}{'::' if name else ''}{name}"
        for path, name in NAMED.findall(text)
        if not (TESTS / path).is_file() or (name and not _holds(TESTS / path, name))
    ]


def line_faults(text: str) -> list[str]:
    """The lines of the ASVS for which `text` names neither a test nor why there is none."""
    return [f"{number} has no test and no reason" for number, said in LINE.findall(text) if not ANSWERED.search(said)]


def setting_faults(text: str, settings: Iterable[str]) -> list[str]:
    """The settings that `text` leaves out."""
    return [f"HAMYAR_{name} is left out" for name in settings if name not in SETTING.findall(text)]


def _holds(path: Path, name: str) -> bool:
    return f"\ndef {name}(" in path.read_text(encoding="utf-8")
