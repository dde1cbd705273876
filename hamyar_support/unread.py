"""What somebody is told whose request gunicorn could not read: it never came to the site."""

from __future__ import annotations

import logging
import os
import socket
from http import HTTPStatus
from secrets import token_hex

from gunicorn import util

from . import logs
from .security.headers import always

PAGE = """<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>درخواست نامفهوم</title>
<h1>{title}</h1><p>{text}</p><p>کد پیگیری خطا: <bdi>{request}</bdi></p></html>
"""
TOO_LONG = "نشانی این صفحه بیش از اندازه بلند است", "متن کوتاه‌تری جستجو کنید یا به صفحه‌ی پیش برگردید."
UNCLEAR = "این درخواست فهمیده نشد", "به صفحه‌ی پیش برگردید و دوباره تلاش کنید."


def write_error(connection: socket.socket, status: int, _reason: str, _words: str) -> None:
    """Answer `status` in Persian, with the headers of every other answer, and record it under an id of its own.

    gunicorn's own words quote what was sent.
    """
    request = token_hex(8)
    logs.line("request_not_understood", logging.WARNING, request=request, status=status)
    title, text = TOO_LONG if status in (414, 431) else UNCLEAR
    body = PAGE.format(title=title, text=text, request=request).encode()
    headers = {
        **always(https=os.environ.get("HAMYAR_HTTPS", "").lower() == "true"),
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "X-Request-ID": request,
    }
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    util.write_nonblock(connection, "\r\n".join([*lines, "", ""]).encode() + body)


def init() -> None:
    """Let gunicorn say it so; it asks its own module for how to."""
    util.write_error = write_error
