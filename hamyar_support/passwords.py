"""What a password may be.

The rules are those of OWASP ASVS 5.0, chapter 6.2: length and nothing else is asked of it; what everybody tries first
is refused. It is never trimmed, cut or changed before it is hashed.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .persian import identity_key, to_latin_digits

MIN_LENGTH, MAX_LENGTH = 8, 256
COMMON = Path(__file__).parent / "data" / "common_passwords.txt.gz"
OUR_NAMES = ("hamyar", "hamyarsupport", "hamyarshahr", "همیار", "همیار شهر", "پشتیبانی همیار")

LENGTH = _l("A password has 8 to 256 characters.")
TOO_COMMON = _l("This is one of the passwords that are tried first. Choose another, such as a sentence only you know.")
TOO_NEAR = _l("Your name, your e-mail or the name of this site is no password. Choose another.")


def fault(password: str, about: Iterable[str] = ()) -> LazyString | None:
    """Why `password` is refused, or None; `about` are the names and addresses of the person it is for."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        return LENGTH
    # In Persian digits it is the same password to whoever guesses.
    if to_latin_digits(password).lower() in _common():
        return TOO_COMMON
    names = {identity_key(name) for name in (*OUR_NAMES, *about) if name}
    return TOO_NEAR if identity_key(password) in names else None


@cache
def _common() -> frozenset[str]:
    with gzip.open(COMMON, "rt", encoding="utf-8") as lines:
        return frozenset(line.rstrip("\n") for line in lines)
