"""`python -m tests.checks`: every check over the repository; complaints end it with status 1."""

from __future__ import annotations

import sys

from . import catalogs, documents, repository, static_files, templates

CHECKS = (
    catalogs.complaints,
    templates.complaints,
    static_files.complaints,
    repository.complaints,
    documents.complaints,
)


def main() -> int:
    """Print the warnings and complaints of all checks; 1 when there is any complaint."""
    for line in templates.warnings():
        print(f"warning: {line}")
    found = [line for check in CHECKS for line in check()]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
