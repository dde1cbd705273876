"""The clock jumps while the site runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .browser import Browser
from .lab import Lab, Row
from .site import Site

DAY = 86400
JUMPS = {"a year ahead": 365 * DAY, "back again": 0, "a day back": -DAY, "forward again": 0}
PAGES = ("/", "/panel", "/tickets", "/tickets/{code}", "/tickets/{code}/info")
DESK = ("/staff", "/staff/tickets/{code}", "/staff/reports", "/staff/audit")
NEGATIVE = re.compile(r"[-−–]\s?[0-9۰-۹]+\s(?:روز|ساعت|دقیقه|ثانیه)")


def run(lab: Lab) -> Iterator[Row]:
    offset = lab.folder / "clock"
    _set(offset, 0)
    with lab.site() as site:
        site.start("tests.faults.clocked_app:app", environment={"FAULT_CLOCK": str(offset)})
        reza = site.browser()
        typed = {"department": str(site.department), "subject": "ساعت", "body": "پیام 0"}
        code = reza.submit("/tickets/new", "/tickets/new", typed).headers["Location"].rpartition("/")[2]
        people = {"reza": reza, "admin": site.browser("admin")}
        for number, (jump, seconds) in enumerate(JUMPS.items(), 1):
            _set(offset, seconds)
            yield _jump(site, jump, people, code, number)


def _set(offset: Path, seconds: int) -> None:
    # Renamed into place, so that nobody reads half of it.
    (partial := offset.with_suffix(".partial")).write_text(str(seconds))
    partial.rename(offset)


def _jump(site: Site, jump: str, people: dict[str, Browser], code: str, number: int) -> Row:
    signed_in_again = [name for name, browser in people.items() if _is_out(browser)]
    for name in signed_in_again:
        people[name].login(name)
    reza, wrong = people["reza"], []
    sent = reza.submit(f"/tickets/{code}", f"/tickets/{code}/messages", {"body": f"پیام {number}"})
    if sent.status != 303:
        wrong.append(f"reply {sent.status}")
    for name, paths in (("reza", PAGES), ("admin", DESK)):
        for path in paths:
            answer = people[name].get(path.format(code=code))
            if answer.status != 200 or NEGATIVE.search(answer.text):
                wrong.append(f"{path} {answer.status} {NEGATIVE.findall(answer.text)}")
    shown = [int(n) for n in re.findall(r"پیام (\d+)", reza.get(f"/tickets/{code}").text)]
    in_order = sorted(set(shown)) == list(dict.fromkeys(shown)) == list(range(number + 1))
    if any(_is_out(browser) for browser in people.values()):
        wrong.append("signed out a second time")
    errors = site.errors_logged()
    seen = (
        f"signed out once: {', '.join(signed_in_again) or 'nobody'}; messages in their order: {in_order}; otherwise "
        f"wrong: {'; '.join(wrong) or 0}; tracebacks {errors}"
    )
    return Row(f"the clock jumps {jump}", seen, in_order and not wrong and not errors)


def _is_out(browser: Browser) -> bool:
    return browser.get("/panel").status == 302 and "/login" in browser.get("/panel").headers["Location"]
