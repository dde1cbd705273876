"""Wrong passwords are counted by key: some are free, then each doubles the wait, and a day later all is forgotten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from hamyar_support.extensions import begin_write, db
from hamyar_support.models import LoginAttempts
from hamyar_support.models.login_attempts import FORGOTTEN_AFTER, LONGEST_WAIT, SWEPT_AT_ONCE
from tests.clock import Clock
from tests.tickets import writing

FREE = 3


def attempt(app: Flask, *keys: str, free: int | None = FREE) -> int:
    """What a try with each of `keys` is told."""
    with app.app_context():
        begin_write()
        wait = max(LoginAttempts.count(dict.fromkeys(keys or ("reza",), free)).values(), default=0)
        db.session.rollback() if wait else db.session.commit()
        return wait


def attempts(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {row.key: row.number for row in db.session.query(LoginAttempts)}


def test_after_the_free_ones_each_doubles_the_wait_up_to_a_quarter_of_an_hour(app: Flask, clock: Clock) -> None:
    waits = []
    for _ in range(16):
        if wait := attempt(app):
            clock.go(wait)
            waits.append(wait)
            assert attempt(app) == 0
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]


def test_whoever_does_not_wait_waits_no_longer_for_it(app: Flask, clock: Clock) -> None:
    for _ in range(FREE + 1):
        attempt(app)
    before = attempts(app)
    assert {attempt(app) for _ in range(10)} == {2}
    clock.go(1)
    assert attempt(app) == 1
    assert attempts(app) == before


def test_what_must_wait_untold_holds_up_no_other_count(app: Flask, clock: Clock) -> None:
    for _ in range(FREE + 1):
        attempt(app, "whole")
    with writing(app):
        waits = LoginAttempts.count(dict.fromkeys(("reza", "whole"), FREE), untold={"whole"})
    assert (waits, attempts(app)) == ({"whole": 2}, {"reza": 1, "whole": FREE + 1})


def test_a_clock_that_is_set_back_makes_the_wait_no_longer(app: Flask, clock: Clock) -> None:
    for _ in range(FREE + 1):
        attempt(app)
    clock.go(days=-400)
    assert attempt(app) == 2


def test_a_day_later_all_is_forgotten_and_swept_away(app: Flask, clock: Clock) -> None:
    for _ in range(FREE + 1):
        attempt(app)
    with writing(app) as session:
        session.add_all(LoginAttempts(key=f"old {n}", number=9, last_at=clock()) for n in range(SWEPT_AT_ONCE + 5))
    clock.go(FORGOTTEN_AFTER.total_seconds() + 1)
    assert attempt(app) == 0
    assert attempts(app)["reza"] == 1
    assert len(attempts(app)) == 6
    attempt(app, "mina")
    assert attempts(app) == {"reza": 1, "mina": 1}


def test_the_strictest_of_the_keys_decides_and_the_others_are_not_counted_then(app: Flask, clock: Clock) -> None:
    for _ in range(FREE + 1):
        attempt(app, "reza")
    assert attempt(app, "mina", "reza") == 2
    assert attempts(app) == {"reza": FREE + 1}


def test_a_key_that_never_waits_is_counted_all_the_same(app: Flask) -> None:
    assert {attempt(app, free=None) for _ in range(20)} == {0}
    assert attempts(app) == {"reza": 20}


def test_a_right_one_begins_anew_for_its_owner_and_is_taken_back_from_the_place(app: Flask) -> None:
    for _ in range(3):
        attempt(app, "reza", "place")
    with writing(app):
        LoginAttempts.succeed("place", "reza")
    assert attempts(app) == {"place": 2}


def test_one_that_was_not_looked_at_has_not_been(app: Flask) -> None:
    for _ in range(2):
        attempt(app, "reza", "place")
    with writing(app):
        LoginAttempts.take_back("reza", "place", "nobody")
    assert attempts(app) == {"reza": 1, "place": 1, "nobody": 0}


@pytest.mark.parametrize("keys", [("reza", "place"), ("place", "reza")])
def test_of_many_guesses_at_once_no_more_than_the_free_ones_and_one_pass(
    app: Flask, clock: Clock, keys: tuple[str, str]
) -> None:
    start = Barrier(12)

    def guess(_: int) -> int:
        start.wait()
        return attempt(app, *keys)

    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(guess, range(12)))
    assert waits.count(0) == FREE + 1
    assert attempts(app) == {"reza": FREE + 1, "place": FREE + 1}
