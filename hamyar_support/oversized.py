"""A form that cannot be read to its end: what was typed into it is saved, its files are not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import IO

from werkzeug.exceptions import ClientDisconnected
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData
from werkzeug.wsgi import get_input_stream

from .spooling import BEGINNING_BYTES, RequestWithFiles

# A browser that is still sending hears no answer; one that sends more than this is left to see a broken connection.
READ_AWAY_BYTES = 64 * 1024 * 1024
CHUNK_BYTES = 256 * 1024


def rescue(request: RequestWithFiles, names: Collection[str]) -> dict[str, str]:
    """The fields `names` of the form in `request`, as far as they stand before its first file.

    For a request whose form was refused unread, or while it was read. Reads the rest of it away, so that the browser
    comes to the answer.
    """
    if (request.content_length or 0) > READ_AWAY_BYTES:
        return {}
    head = request.beginning.copy()
    with suppress(ClientDisconnected):  # it stops, or was read in part before it was refused
        for chunk in _chunks(get_input_stream(request.environ)):
            head += chunk[: BEGINNING_BYTES - len(head)]
    kind, options = parse_options_header(request.headers.get("Content-Type"))
    if kind != "multipart/form-data" or "boundary" not in options:
        return {}
    found: dict[str, str] = {}
    with suppress(ValueError):  # what is no form has no fields
        found.update(_fields(bytes(head), options["boundary"].encode()))
    return {name: text for name, text in found.items() if name in names}


def _fields(head: bytes, boundary: bytes) -> dict[str, str]:
    decoder, found, name = MultipartDecoder(boundary), dict[str, bytes](), ""
    decoder.receive_data(head)
    while not isinstance(event := decoder.next_event(), File | Epilogue | NeedData):
        if isinstance(event, Field):
            name = event.name
        elif isinstance(event, Data):
            found[name] = found.get(name, b"") + event.data
    return {name: text.decode(errors="replace") for name, text in found.items()}


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    for _time in range(READ_AWAY_BYTES // CHUNK_BYTES):
        if not (chunk := stream.read(CHUNK_BYTES)):
            break
        yield chunk
