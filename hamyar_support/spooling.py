"""Where a form lies while it is read: its files, and its beginning, for the case that it cannot be read to its end."""

from __future__ import annotations

import shutil
from io import BytesIO
from tempfile import gettempdir
from typing import IO, cast

from flask import Request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

# What is typed stands before the files: 50,000 letters of four bytes, and the small fields around them.
BEGINNING_BYTES = 300_000


class RequestWithFiles(Request):
    """Keeps large files in the temporary folder as Flask does, and in memory while there is no room for them.

    Reading the form would fail there, and what was typed into it be lost; so it comes to the storage, which refuses it
    with what was typed. Forms are bounded by MAX_CONTENT_LENGTH. One that cannot be read to its end, as it comes in
    chunks and is too large, or the disk fills up meanwhile, leaves what has come of it in `beginning`.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.beginning = bytearray()
        self._files: list[IO[bytes]] = []
        self._is_broken_off = False

    def _load_form_data(self) -> None:
        if self._is_broken_off:
            raise RequestEntityTooLarge  # read on from the middle it would look like an empty form
        try:
            super()._load_form_data()
        except (HTTPException, OSError):
            self._is_broken_off = True
            for file in self._files:  # their room may be needed now, and not when somebody collects garbage
                file.close()
            raise

    def _get_stream_for_parsing(self) -> IO[bytes]:
        return cast(IO[bytes], _Noted(super()._get_stream_for_parsing(), self.beginning))

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if total_content_length and shutil.disk_usage(gettempdir()).free < total_content_length:
            return BytesIO()
        stream = super()._get_file_stream(total_content_length, content_type, filename, content_length)
        self._files.append(stream)
        return stream


class _Noted:
    """A stream whose first bytes are noted down while it is read."""

    def __init__(self, stream: IO[bytes], beginning: bytearray) -> None:
        self._stream, self._beginning = stream, beginning

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._beginning += data[: BEGINNING_BYTES - len(self._beginning)]
        return data
