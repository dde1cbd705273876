"""The rules of the repository itself: nothing of one machine in it, and locks in step with what they lock."""

from __future__ import annotations

import re
import subprocess
from configparser import ConfigParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
OF_ONE_MACHINE = (
    re.compile(r"\b[\w.-]*(?:pypi|pythonhosted|npmjs|debian)\.(?:org|com|net)\b"),
    re.compile(r"(?:^|[\s\"'=(])/(?:root|opt|work|home)/[\w.]"),
    re.compile(r"--(?:extra-)?(?:index-url|find-links|trusted-host)\b"),
)
# Newer Pythons need less: what is locked for the oldest serves them all.
LOCKED_WITH = "3.11"
# A lock names packages and hashes, and no place to get them from.
OF_ONE_REGISTRY = re.compile(r"https?:|file:|^\s*--(?!hash=)", re.MULTILINE)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\]+)", re.MULTILINE)
PINNED_FOR = re.compile(r"^([A-Za-z0-9._-]+)==\S+ \\\n(?:    --hash=\S+(?: \\)?\n)+((?:    #.*\n?)+)", re.MULTILINE)


def complaints() -> list[str]:
    """What is wrong with the files of the repository and with its locks."""
    lines = [f"{path}: {fault}" for path, text in _texts() for fault in machine_faults(text)]
    runtime, dev = _read("requirements.txt"), _read("requirements-dev.txt")
    wanted = requirements(_read("requirements.in"))
    lines += [f"requirements.txt: {fault}" for fault in lock_faults(wanted, runtime, "requirements.in")]
    wanted_dev = requirements(_read("requirements-dev.in"))
    lines += [f"requirements-dev.txt: {fault}" for fault in lock_faults(wanted_dev, dev, "requirements-dev.in")]
    lines += [f"requirements-dev.txt: {fault}" for fault in split_faults(pins(runtime), pins(dev))]
    declared = ConfigParser()
    declared.read(ROOT / "setup.cfg", encoding="utf-8")
    if requirements(declared["options"]["install_requires"]) != wanted:
        lines.append("setup.cfg: install_requires and requirements.in differ")
    return lines


def machine_faults(text: str) -> list[str]:
    """Names of package registries and paths that only one machine has."""
    return [
        f"line {number}: {match[0].strip()} belongs to one machine"
        for number, line in enumerate(text.splitlines(), 1)
        for pattern in OF_ONE_MACHINE
        for match in pattern.finditer(line)
    ]


def requirements(text: str) -> dict[str, Requirement]:
    """The requirements in `text`, by their canonical names; comments and options aside."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    parsed = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


def pins(lock: str) -> dict[str, str]:
    """What a lock pins: canonical name to version."""
    return {canonicalize_name(name): version for name, version in PIN.findall(lock)}


def lock_faults(wanted: dict[str, Requirement], lock: str, source: str) -> list[str]:
    """How `lock` differs from what `source` asks for (`make lock` brings them together)."""
    pinned = pins(lock)
    found = [f"{match[0].strip()} names a registry" for match in OF_ONE_REGISTRY.finditer(lock)]
    if f"with Python {LOCKED_WITH}\n" not in lock:
        found.append(f"not made with Python {LOCKED_WITH}")
    for name, requirement in wanted.items():
        if name not in pinned:
            found.append(f"{name} is not pinned")
        elif not requirement.specifier.contains(Version(pinned[name]), prereleases=True):
            found.append(f"{name} {pinned[name]} is not {requirement.specifier}")
    for name, reasons in PINNED_FOR.findall(lock):
        if f"-r {source}\n" in f"{reasons}\n" and canonicalize_name(name) not in wanted:
            found.append(f"{name} is pinned for {source}, which does not ask for it")
    return found


def split_faults(runtime: dict[str, str], dev: dict[str, str]) -> list[str]:
    """Packages that tests run with in another version than the site."""
    return [
        f"{name} is {dev.get(name, 'absent')}, and {version} in requirements.txt"
        for name, version in runtime.items()
        if dev.get(name) != version
    ]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _texts() -> list[tuple[str, str]]:
    """Every text file that is, or is about to be, in the repository."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    paths = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    texts = []
    for path in filter(None, paths):
        if (ROOT / path).is_file() and not path.startswith("static/vendor/"):
            try:
                texts.append((path, (ROOT / path).read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return texts
