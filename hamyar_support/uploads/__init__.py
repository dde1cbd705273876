"""Is this file what it says? Thirteen types, each opened as what its extension promises; all else is refused.

Limits, all in `refusals`: a file is under 5 MB by counting its bytes; what it unpacks to, how many entries and how
deep, and the pixels of a picture are known from headers before anything is unpacked. No XML is parsed. The bytes are
not changed, nothing is written, and no other program is run.
"""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import BinaryIO

from . import pdf, rar, refusals
from .archives import check_zip
from .images import check_gif, check_ico, check_jpg, check_png
from .names import clean_name, extension_of
from .office import OLE_SIGNATURE, check_ole, check_ooxml
from .pdf import check_pdf
from .rar import check_rar
from .refusals import MAX_FILE_BYTES, Refused, mismatch
from .tables import check_csv
from .thumbnails import thumbnail

__all__ = ["ACCEPT", "CONTENT_TYPES", "EXTENSIONS", "MAX_FILE_BYTES", "Inspected", "Refused", "clean_name", "inspect"]

# Ours, never the browser's: what a download is answered with.
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/vnd.microsoft.icon",
    "rar": "application/vnd.rar",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
EXTENSIONS: tuple[str, ...] = tuple(CONTENT_TYPES)
# For <input accept>.
ACCEPT = ",".join(f".{extension}" for extension in EXTENSIONS)

_CHECKS: dict[str, Callable[[bytes], None]] = {
    "jpg": check_jpg,
    "jpeg": check_jpg,
    "png": check_png,
    "gif": check_gif,
    "ico": check_ico,
    "rar": check_rar,
    "zip": check_zip,
    "pdf": check_pdf,
    "doc": partial(check_ole, extension="doc"),
    "docx": partial(check_ooxml, extension="docx"),
    "xls": partial(check_ole, extension="xls"),
    "xlsx": partial(check_ooxml, extension="xlsx"),
    "csv": check_csv,
}
# How each type begins; csv has no beginning of its own.
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "ico": (b"\0\0\1\0",),
    "pdf": (pdf.SIGNATURE,),
    "rar": (rar.SIGNATURE_4, rar.SIGNATURE_5),
    "zip": (b"PK\3\4",),
    "doc": (OLE_SIGNATURE,),
    "docx": (b"PK\3\4", OLE_SIGNATURE),  # the latter when it is locked with a password
}
_SIGNED_AS = {"jpeg": "jpg", "xls": "doc", "xlsx": "docx"}
# Said to people as what a file really is; doc and zip begin as too many other things do.
_TOLD = ("jpg", "png", "gif", "pdf", "rar")

# What Pillow thinks odd about a stranger's picture is for no operator to read.
warnings.filterwarnings("ignore", module=r"PIL\.")
# A picture may take 150 MB while it is decoded; one at a time in each process keeps the sum of them flat.
_one_at_a_time = Lock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inspected:
    """A file that is what it says."""

    name: str  # cleaned, for people
    extension: str
    content_type: str
    size: int  # bytes
    sha256: str  # hexadecimal
    is_image: bool
    thumbnail: bytes | None = None  # what is shown in place of a heavy picture


def inspect(raw_name: str, stream: BinaryIO) -> Inspected:
    """What the file in `stream`, which a browser calls `raw_name`, is.

    Reads at most MAX_FILE_BYTES from the stream's beginning and leaves it there. Raises Refused for every file that
    is not one of EXTENSIONS by its name and by its content alike.
    """
    name = clean_name(raw_name)
    extension = extension_of(name)
    if extension not in _CHECKS:
        raise Refused(refusals.UNKNOWN_TYPE)
    stream.seek(0)
    data = stream.read(MAX_FILE_BYTES)
    stream.seek(0)
    if len(data) >= MAX_FILE_BYTES:
        raise Refused(refusals.TOO_BIG)
    if not data:
        raise Refused(refusals.EMPTY)
    _check(data, extension)
    content_type = CONTENT_TYPES[extension]
    return Inspected(
        name=name,
        extension=extension,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        is_image=content_type.startswith("image/"),
        thumbnail=_thumbnail(data, extension),
    )


def _check(data: bytes, extension: str) -> None:
    kind = _SIGNED_AS.get(extension, extension)
    if kind in _SIGNATURES and not _begins_as(data, kind):
        raise mismatch(extension, next((told for told in _TOLD if _begins_as(data, told)), None))
    try:
        with _one_at_a_time:
            _CHECKS[extension](data)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # The parsers raise whatever they stumble over, and over a sound file they do not stumble.
        _log.info("a file called %s made its parser raise %s", extension, type(error).__name__)
        raise Refused(refusals.DAMAGED) from error


def _thumbnail(data: bytes, extension: str) -> bytes | None:
    try:
        with _one_at_a_time:
            return thumbnail(data, _SIGNED_AS.get(extension, extension))
    except Exception as error:
        # A picture that was found sound is taken, whatever becomes of the small one.
        _log.info("no thumbnail was made of a %s: %s", extension, type(error).__name__)
        return None


def _begins_as(data: bytes, kind: str) -> bool:
    if kind == "pdf":  # some writers put a byte order mark or an empty line before it
        data = data[:16].removeprefix(b"\xef\xbb\xbf").lstrip()
    return data.startswith(_SIGNATURES[kind])
