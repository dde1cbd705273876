"""How long a reply takes, one after another, as the composer of a ticket sends it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from http.client import HTTPConnection
from secrets import token_hex

from ..browsing import HTMX
from .serving import CannotMeasure, answer

BOUNDARY = "form-of-the-bench"
BODY = "سلام، با سپاس از پاسخ شما.\n\nاین کار را انجام دادم و هنوز همان پیام دیده می‌شود."
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def milliseconds(port: int, path: str, headers: Mapping[str, str], times: int) -> list[float]:
    """The time of each of `times` replies by htmx to the ticket at `path`, in ms."""
    page = answer(port, path, headers)[1]
    token = _TOKEN.search(page)
    if token is None:
        raise CannotMeasure(f"{path} has no form with a token")
    after = max(int(ident) for ident in re.findall(r'id="message-(\d+)"', page))
    sending = {**headers, **HTMX, "HX-Target": "div#live", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    took = []
    for number in range(times):
        fields = {"csrf_token": token[1], "form_id": token_hex(16), "body": BODY, "after": str(after + number)}
        began = time.perf_counter()
        connection.request("POST", f"{path}/messages", _multipart(fields), sending)
        response = connection.getresponse()
        shown = response.read().decode()
        took.append((time.perf_counter() - began) * 1000)
        if response.status != 200 or shown.count("data-message") != 1:
            raise CannotMeasure(f"a reply was answered with {response.status}")
    connection.close()
    return took


def _multipart(fields: Mapping[str, str]) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()
