"""Forms with files as a browser encodes them."""

from __future__ import annotations

from typing import Any, BinaryIO

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Value = str | tuple[BinaryIO, str]

BOUNDARY = "----a-boundary-that-is-in-no-file"
# https://html.spec.whatwg.org/#multipart-form-data
ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def post(client: FlaskClient, path: str, data: MultiDict[str, Value], headers: dict[str, str] | None) -> TestResponse:
    """Send a form; a value that is (stream, file name) makes it multipart.

    The test client could do that too, but leaves a temporary file open behind every large body.
    """
    if not any(isinstance(value, tuple) for _, value in data.items(multi=True)):
        return client.post(path, data=data, headers=headers)
    content_type = f"multipart/form-data; boundary={BOUNDARY}"
    return client.post(path, data=encoded(data), content_type=content_type, headers=headers)


def encoded(data: MultiDict[str, Any]) -> bytes:
    """The body of a multipart form; a file is (stream or bytes, name)."""
    return b"".join(_part(name, value) for name, value in data.items(multi=True)) + f"--{BOUNDARY}--\r\n".encode()


def _part(name: str, value: Any) -> bytes:
    disposition, content = f'form-data; name="{name}"', value
    if isinstance(value, tuple):
        disposition += f'; filename="{value[1].translate(ESCAPES)}"\r\nContent-Type: application/octet-stream'
        content = value[0] if isinstance(value[0], bytes) else value[0].read()
    body = content if isinstance(content, bytes) else str(content).encode()
    return f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + body + b"\r\n"
