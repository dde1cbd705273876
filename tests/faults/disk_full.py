"""A disk without room: a file system in memory that is filled up."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .browser import LIVE, Answer, Browser, filled
from .lab import Lab, Row
from .site import Site

SIZE = 12 * 1024 * 1024
MOST = 200  # more than enough writes to use up what a full disk still holds in its log
LONG = "چ" * 3000
FILE = (b"code,name\r\n" + b"1,abcdefgh\r\n" * 200_000, "بزرگ.csv")
SILENT = "SELECT count(*) FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id)"


def run(lab: Lab) -> Iterator[Row]:
    place, rounds = lab.folder / "small", lab.rounds(10, 2)
    done = f"disk full (tmpfs) and freed, {rounds} rounds: pages, reply, fragment, request, file, logging in"
    with _small_disk(place) as mounted:
        if not mounted:
            yield Row(done, "a file system in memory may not be mounted here", None)
            return
        with lab.site(data=place / "data") as site:
            # Where large uploads are put while they come is as full as all the rest.
            site.start(environment={"TMPDIR": str(place)})
            _use_temporary_folder(site)
            tries = [_fill_and_free(site, place / "ballast") for _ in range(rounds)]
            silent = site.ask(SILENT)[0][0]
            wrong = sorted({fault for faults in tries for fault in faults} | set(site.verify()))
    told = "writes, with a file or without, 507 in Persian with the text kept, pages 200, after freeing 303 at once"
    yield Row(done, f"{told}; half requests {silent}; otherwise: {'; '.join(wrong) or 0}", not (wrong or silent))


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)


def _use_temporary_folder(site: Site) -> None:
    """Python looks for a folder with room once; each worker is to have found this one."""
    reza = site.browser()
    for _ in range(4):
        file = (b"code,name\r\n" + b"1,abcdefgh\r\n" * 50_000, "میانه.csv")
        reza.submit("/tickets/new", "/tickets/new", _typed(site, "با ضمیمه") | {"attachments": file})


def _fill_and_free(site: Site, ballast: Path) -> list[str]:
    """What was not as it should be."""
    reza = site.browser()
    ticket = reza.submit("/tickets/new", "/tickets/new", _typed(site, "پیش از پر شدن")).headers["Location"]
    replies, reply = f"{ticket}/messages", reza.form(ticket, f"{ticket}/messages")
    site.forget_who_was_seen()
    before, taken = _messages(site), 0
    _fill(ballast)
    while taken < MOST and (last := reza.post(replies, filled(reply, {"body": LONG}))).status == 303:
        taken += 1
        _fill(ballast)
    wrong = [*_pages(reza, ticket), *_refused("reply", last)]
    wrong += _refused("fragment", reza.post(replies, filled(reply, {"body": LONG}), LIVE))
    wrong += _refused("request", reza.submit("/tickets/new", "/tickets/new", _typed(site, "نیمه")))
    with_file = _typed(site, "پرونده") | {"attachments": FILE}
    wrong += _refused("file", reza.submit("/tickets/new", "/tickets/new", with_file))
    login = {"username": "mina", "password": site.people.mina.password}
    wrong += _expect("logging in", 507, Browser(site.port).submit("/login", "/login", login).status)
    wrong += _expect("/readyz", 503, reza.get("/readyz").status)
    ballast.unlink()
    wrong += _expect("freed", 303, reza.post(replies, filled(reply, {"body": "جا باز شد"})).status)
    wrong += _expect("freed, /readyz", 200, reza.get("/readyz").status)
    return wrong + _expect("messages", before + taken + 1, _messages(site))


def _fill(ballast: Path) -> None:
    block = bytes(64 * 1024)
    with ballast.open("ab", buffering=0) as file:
        while block:
            try:
                written = file.write(block)
            except OSError:
                written = 0
            block = block if written == len(block) else block[: len(block) // 2]


def _refused(what: str, answer: Answer) -> list[str]:
    """What is wrong with the answer to a form that could not be kept."""
    wrong = _expect(what, 507, answer.status)
    wrong += [] if "جا" in answer.text else [f"{what}: does not say why"]
    return wrong + ([] if LONG in answer.text else [f"{what}: the text is lost"])


def _pages(browser: Browser, ticket: str) -> list[str]:
    paths = ("/", "/panel", "/tickets", ticket, f"{ticket}/info", "/faq")
    return [fault for path in paths for fault in _expect(path, 200, browser.get(path).status)]


def _expect(what: str, wanted: int, got: int) -> list[str]:
    return [] if got == wanted else [f"{what}: {got} and not {wanted}"]


def _messages(site: Site) -> int:
    return int(site.ask("SELECT count(*) FROM messages")[0][0])


def _typed(site: Site, subject: str) -> dict[str, object]:
    return {"department": str(site.department), "subject": subject, "body": LONG}
