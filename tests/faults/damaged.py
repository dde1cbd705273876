"""A stored file that a disk has damaged."""

from __future__ import annotations

from collections.abc import Iterator

from .browser import GONE, Browser
from .lab import Lab, Row

TABLE = "code,name\r\n" + "1,abcdefgh\r\n" * 5000


def run(lab: Lab) -> Iterator[Row]:
    with lab.site() as site:
        site.start()
        reza = site.browser()
        data = {"department": str(site.department), "subject": "آسیب", "body": "آسیب"}
        reza.submit("/tickets/new", "/tickets/new", data | {"attachments": (TABLE.encode(), "فهرست.csv")})
        ident = site.ask("SELECT id FROM attachments")[0][0]
        path = site.files()[0]
        whole = path.read_bytes()
        for done, damage in (
            ("one bit of a stored file flipped", bytes([whole[0]]) + bytes([whole[1] ^ 1]) + whole[2:]),
            ("a stored file cut short", whole[:-100]),
        ):
            path.write_bytes(damage)
            found = site.command("verify")
            status, text = _download(reza, ident)
            named = found.returncode == 1 and ident in found.stdout
            seen = f"`flask verify` {'names it' if named else 'DOES NOT NAME it'}; download {status or 'broken off'}"
            yield Row(done, seen, named and status >= 500 and text not in damage.decode())
            path.write_bytes(whole)
        status, text = _download(reza, ident)
        yield Row("the file put back", f"download {status}", (status, text) == (200, TABLE))


def _download(browser: Browser, ident: str) -> tuple[int, str]:
    try:
        answer = browser.get(f"/attachments/{ident}")
    except GONE:
        return 0, ""
    return answer.status, answer.text
