"""Office documents: doc and xls, docx and xlsx.

Macros are refused wherever Visual Basic can be told from outside: a VBA project in doc and xls, in the file or in one
that is embedded in it; in docx and xlsx any part with macros. The macro sheets of Excel 4 in an xls are let through:
they are cells like others, genuine old workbooks have them, and Excel has kept them off by default since 2021.
"""

from __future__ import annotations

import io
import re

import olefile

from .archives import open_zip
from .refusals import DAMAGED, LOCKED, MACROS, Refused, mismatch

OLE_SIGNATURE = olefile.MAGIC

# The stream that makes a compound file this or that, at its top.
_MAIN_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "VisioDocument": "vsd",
    "__properties_version1.0": "msg",
}
# How that stream begins: of Word 97 and later or of Word 6; of Excel 5 and later.
_BEGINNINGS = {"doc": (b"\xec\xa5", b"\xdc\xa5"), "xls": (b"\x09\x08",)}
_VBA = frozenset({"vba", "_vba_project", "_vba_project_cur"})

_CONTENT_TYPES = "[content_types].xml"
_MAX_CONTENT_TYPES_BYTES = 1024 * 1024
_CONTENT_TYPE = re.compile(rb"\sContentType\s*=\s*[\"']([^\"'<>]*)[\"']")
# The type of the part that a document begins with, and the folder that its parts lie in.
_MAIN_PARTS = {
    "docx": (b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/"),
    "xlsx": (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/"),
}


def check_ole(data: bytes, extension: str) -> None:
    """A document of Word (`doc`) or Excel (`xls`) of before 2007, and of no other program, without VBA."""
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        if ole.exists("EncryptedPackage"):
            raise Refused(LOCKED)
        found = {name for name in _MAIN_STREAMS if ole.exists(name)}
        kinds = {_MAIN_STREAMS[name] for name in found}
        if kinds != {extension}:
            raise mismatch(extension, *(kinds if len(kinds) == 1 else ()))
        if any(part.lower() in _VBA for path in ole.listdir(storages=True) for part in path):
            raise Refused(MACROS)
        for name in found:
            if not ole.openstream(name).read(2).startswith(_BEGINNINGS[extension]):
                raise Refused(DAMAGED)


def check_ooxml(data: bytes, extension: str) -> None:
    """A document of Word (`docx`) or Excel (`xlsx`) of 2007 and later, without macros.

    Its list of content types is read as text: parsing it as XML would let the file define entities.
    """
    if data.startswith(OLE_SIGNATURE):  # an old document under a new name, or a new one locked with a password
        check_ole(data, extension)
    package = open_zip(data)
    names = {name.lower().replace("\\", "/"): name for name in package.namelist()}
    if _CONTENT_TYPES not in names:
        raise mismatch(extension)
    with package.open(names[_CONTENT_TYPES]) as part:
        types = part.read(_MAX_CONTENT_TYPES_BYTES + 1)
    # References, and encodings that ASCII does not shine through, would hide words from us but not from Office.
    if len(types) > _MAX_CONTENT_TYPES_BYTES or any(mark in types for mark in (b"&#", b"<!", b"\0")):
        raise Refused(DAMAGED)
    if any("vbaproject" in name or "macrosheet" in name for name in names) or re.search(rb"macro|vba", types, re.I):
        raise Refused(MACROS)
    main_type, folder = _MAIN_PARTS[extension]
    if main_type not in _CONTENT_TYPE.findall(types) or not any(name.startswith(folder) for name in names):
        raise mismatch(extension)
