"""Where the files of a form lie while it is read."""

from __future__ import annotations

import shutil
from io import BytesIO
from tempfile import gettempdir
from typing import IO

from flask import Request


class RequestWithFiles(Request):
    """Keeps large files in the temporary folder as Flask does, and in memory while there is no room for them.

    Reading the form would fail there, and what was typed into it be lost; so it comes to the storage, which refuses the
    file beside what was typed. Forms are bounded by MAX_CONTENT_LENGTH.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if total_content_length and shutil.disk_usage(gettempdir()).free < total_content_length:
            return BytesIO()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)
