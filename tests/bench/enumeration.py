"""Does any answer, or the time it takes, tell who has an account? `python -m tests.bench.enumeration`

Each line stands for 200 answers of the production server, asked in turn and in random order with those of the lines
beside it, each for an account of its own. Exits with 1 where answers that should be the same differ in status, headers
or length, or where their medians are ten per cent apart and a rank test says that this is no chance.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from math import erfc, sqrt
from pathlib import Path
from random import shuffle
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

import flask_migrate
import html5lib
from flask import Flask

from hamyar_support import create_app, security
from hamyar_support.extensions import begin_write, db
from hamyar_support.models import LoginAttempts, User
from hamyar_support.models.words import utc_now

from .. import post
from ..browsing import form_fields
from .serving import CannotMeasure, served

SAMPLES = 200
FARTHEST, CHANCE = 0.10, 0.01
KEY = "a key for measuring, as long as a key must be"
PASSWORD, WRONG = "کلید باغ انار ۱۴۰۴", "کلید باغ سیب ۱۴۰۴"
# Names of one length, since the page says again what was typed.
KNOWN, ENDED, NOBODY = "known", "ended", "nobod"
RANDOM_HEADERS = {"date", "set-cookie", "retry-after", "x-request-id"}


@dataclass
class Case:
    """One kind of account, what is sent for its `n`-th, and what came back."""

    name: str
    typed: Callable[[int], dict[str, str]]
    took: list[float] = field(default_factory=list)
    answers: set[tuple[int, str, int]] = field(default_factory=set)


def main() -> int:
    """Measure and print; gives 1 where an answer tells, 2 where nothing could be measured."""
    for name in [name for name in os.environ if name.startswith(("HAMYAR_", "GUNICORN_"))]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="enumeration-") as folder:
        try:
            with post.serving() as (_server, url):  # without mail nobody is offered a link for a new password
                return 0 if _measure(Path(folder), url) else 1
        except CannotMeasure as error:
            print(f"enumeration: {error}", file=sys.stderr)
            return 2


def _measure(folder: Path, mail_url: str) -> bool:
    # Each sample comes from an address of its own, as if by a proxy, and so none has to wait for the others.
    settings = {"DATA_DIR": str(folder), "SECRET_KEY": KEY, "TRUSTED_PROXIES": 1, "RATELIMIT_ENABLED": False}
    settings |= {"SMTP_URL": mail_url, "BASE_URL": post.BASE_URL}
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        _fill()
        db.engine.dispose()
    environment = {f"HAMYAR_{name}": str(value).lower() for name, value in settings.items() if name != "DATA_DIR"}
    environment |= {"HAMYAR_DATA_DIR": str(folder), "HAMYAR_SECRET_KEY": KEY, "HAMYAR_SMTP_URL": mail_url}
    with served("wsgi:app", environment, folder / "server.log") as port:
        good = _compare(port, "/login", _logins(WRONG))
        _make_wait(app)
        good &= _compare(port, "/login", _logins(PASSWORD), "made to wait")
        good &= _compare(port, "/login", _logins(PASSWORD, "@example.com"), "by the other name of who is made to wait")
        good &= _compare(port, "/reset", _resets())
        return _compare(port, "/register", _registrations()) & good


def _logins(password: str, rest: str = "") -> list[Case]:
    def typed(kind: str, password: str) -> Callable[[int], dict[str, str]]:
        return lambda n: {"username": f"{kind}{n:04}{rest}", "password": password}

    return [Case(*case) for case in (
        ("known, wrong password", typed(KNOWN, password)),
        ("disabled, right password", typed(ENDED, PASSWORD)),
        ("nobody", typed(NOBODY, password)),
    )]  # fmt: skip


def _resets() -> list[Case]:
    kinds = {"known": KNOWN, "disabled": ENDED, "nobody": NOBODY}
    return [Case(text, lambda n, kind=kind: {"username": f"{kind}{n:04}@example.com"}) for text, kind in kinds.items()]


def _registrations() -> list[Case]:
    def typed(username: str, email: str) -> Callable[[int], dict[str, str]]:
        rest = {"full_name": "نرگس", "mobile": "09123456789", "password": PASSWORD, "password_confirm": PASSWORD}
        return lambda n: {"username": f"{username}{n:04}", "email": f"{email}{n:04}@example.com"} | rest

    # A username that is taken is told, and must be: another has to be chosen. Its line is not compared.
    return [
        Case("e-mail taken", typed("fresh", KNOWN)),
        Case("e-mail of a disabled account", typed("fresh", ENDED)),
        Case("e-mail of nobody", typed("fresh", NOBODY)),
        Case("username taken *", typed(KNOWN, "fresh")),
    ]


def _compare(port: int, path: str, cases: list[Case], about: str = "") -> bool:
    order = [(case, n) for case in cases for n in range(SAMPLES)]
    shuffle(order)
    for turn, (case, n) in enumerate(order):
        _ask(port, path, case.typed(n), f"10.{turn >> 16}.{turn >> 8 & 255}.{turn & 255}", case)
    print(f"\n{path} {about}")
    told = [_line(case, cases[0]) for case in cases]
    return all(good for case, good in zip(cases, told, strict=True) if not case.name.endswith("*"))


def _ask(port: int, path: str, typed: Mapping[str, str], address: str, case: Case) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"X-Forwarded-For": address})
    shown = connection.getresponse()
    cookie = (shown.getheader("Set-Cookie") or "").partition(";")[0]
    root = html5lib.parse(shown.read().decode(), namespaceHTMLElements=False)
    body = urlencode({"csrf_token": form_fields(root, path)["csrf_token"], **typed})
    headers = {"Cookie": cookie, "X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded"}
    began = perf_counter()
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    length = len(response.read())
    case.took.append((perf_counter() - began) * 1000)
    named = sorted(f"{name}: {value}" for name, value in response.getheaders() if name.lower() not in RANDOM_HEADERS)
    case.answers.add((response.status, "\n".join(named), length))
    connection.close()


def _line(case: Case, first: Case) -> bool:
    ratio = median(case.took) / median(first.took)
    chance = 1.0 if case is first else _chance(case.took, first.took)
    same = case.answers == first.answers
    good = same and (abs(ratio - 1) < FARTHEST or chance > CHANCE)
    statuses = " ".join(sorted({str(status) for status, _, _ in case.answers}))
    words = "same answer" if same else "another answer"
    print(f"  {case.name:<32}{statuses:>4}  {words:<15}{median(case.took):>8.2f} ms{ratio:>7.3f}   p {chance:.3f}")
    return good


def _chance(one: list[float], other: list[float]) -> float:
    """The two-sided p of the rank test of Mann and Whitney, which is near normal for as many as these."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, 1) if which == 0)
    n, m = len(one), len(other)
    deviation = sqrt(n * m * (n + m + 1) / 12)
    return erfc(abs(ranks - n * (n + m + 1) / 2) / deviation / sqrt(2))


def _fill() -> None:
    password_hash = security.hash_password(PASSWORD)
    begin_write()
    for n in range(SAMPLES):
        for kind in (KNOWN, ENDED):
            name = f"{kind}{n:04}"
            user = User.create(name, f"{name}@example.com", "نرگس", password_hash)
            user.disabled_at = utc_now() if kind == ENDED else None
    db.session.commit()


def _make_wait(app: Flask) -> None:
    """Let everybody who was tried once have been tried too often."""
    with app.app_context():
        begin_write()
        for row in db.session.query(LoginAttempts):
            row.number, row.last_at = 40, utc_now()
        db.session.commit()
        db.engine.dispose()


if __name__ == "__main__":
    sys.exit(main())
