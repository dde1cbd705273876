"""`python -m tests.html`: save every page that customers and staff can reach, and have each checked.

Needs Java, and npm for the checker itself; says so and leaves it at that where one is missing, but fails in CI.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .pages import save

CHECKER = "vnu-jar@26.9.27"
CACHE = Path(__file__).parents[2] / ".cache" / "html"
# Attributes of htmx are not HTML's; what else the checker says is meant.
BAD_VALUE = re.compile(r"^Bad value “[^”]*”")
NOT_OURS = re.compile(r"^Attribute “hx-[^”]*” (?:not allowed on element|is not serializable)")


def main() -> int:
    """Check every page; 1 when any has an error, or when CI cannot check at all."""
    missing = [program for program in ("java", "npm") if shutil.which(program) is None]
    if missing:
        print(f"!!!!!! THE HTML IS NOT CHECKED: {' and '.join(missing)} not installed !!!!!!", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = save(folder)
        found = errors(folder)
    print("\n".join(found))
    print(f"{count} pages checked, {len(found)} errors")
    return 1 if found else 0


def errors(folder: Path) -> list[str]:
    """What the checker finds wrong in the HTML files of `folder`: each fault once, with the first place that has it."""
    command = ["java", "-jar", str(_checker()), "--errors-only", "--format", "json", "--stdout", "--exit-zero-always"]
    ran = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    places: dict[str, list[str]] = {}
    for message in json.loads(ran.stdout)["messages"]:
        text = message["message"]
        if not NOT_OURS.match(text):
            place = f"{Path(message['url']).name}:{message.get('lastLine', '?')}: {text}"
            places.setdefault(BAD_VALUE.sub("Bad value", text), []).append(place)
    return [f"{found[0]} ({len(found)} times)" for found in places.values()]


def _checker() -> Path:
    jar = CACHE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        options = ["--silent", "--no-save", "--no-audit", "--no-fund", "--prefix", str(CACHE)]
        subprocess.run(["npm", "install", *options, CHECKER], check=True, stdout=subprocess.DEVNULL)
    return jar


if __name__ == "__main__":
    sys.exit(main())
