"""Codes that change every thirty seconds (RFC 6238 as every authenticator app speaks it: SHA-1, six digits)."""

from __future__ import annotations

import hmac
from base64 import b32decode, b32encode
from itertools import groupby
from secrets import token_bytes
from urllib.parse import quote, urlencode

import segno

STEP_SECONDS = 30
DIGITS = 6
# Clocks differ and people take a while to type.
STEPS_EITHER_WAY = 1


def new_secret() -> str:
    """160 random bits, as many as RFC 4226 asks for, in base 32."""
    return b32encode(token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code that `secret` makes in the step of time numbered `step`."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, at: float, after: int | None = None) -> int | None:
    """The step of time whose code `code` is, near the moment `at` (seconds of Unix); None if it is none of these.

    No step up to `after` counts: nobody who looked over a shoulder may use the code again.
    """
    now, found = int(at) // STEP_SECONDS, None
    for step in range(now - STEPS_EITHER_WAY, now + STEPS_EITHER_WAY + 1):
        # All are compared, and none in less time than another.
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and (after is None or step > after):
            found = step
    return found


def address(secret: str, account: str, issuer: str) -> str:
    """What an authenticator app reads from the QR code; as short as it may be, for a picture that is easy to read."""
    return f"otpauth://totp/{quote(account)}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def qr_path(text: str) -> tuple[int, str]:
    """The QR code of `text`, dark on light: its width in modules, and the path of an SVG that draws them."""
    rows = segno.make(text, error="m", micro=False).matrix_iter(border=4)
    drawn, width = [], 0
    for y, row in enumerate(rows):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                drawn.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
        width = x
    return width, "".join(drawn)
