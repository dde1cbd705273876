"""Small genuine files, made in memory."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Flask

from hamyar_support.demo.files import make
from hamyar_support.models import Attachment

from .tickets import count

# Real files of the thirteen types, and of those that are refused; they lie beside some checkouts and in no repository.
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
LIMIT = 5 * 1024 * 1024


def csv(size: int = 30) -> bytes:
    """A table of `size` bytes."""
    return (b"code,name\r\n" + b"1,abcdefgh\r\n" * (size // 12 + 1))[: size - 2] + b"\r\n"


def png() -> bytes:
    return make("png", "x")


def chosen(files: dict[str, bytes]) -> list[tuple[BytesIO, str]]:
    """Files by their names, as the test client sends them."""
    return [(BytesIO(data), name) for name, data in files.items()]


def stored_bytes(app: Flask) -> int:
    """How many files the storage holds."""
    folder = Path(app.config["DATA_DIR"]) / "attachments"
    return sum(path.is_file() for path in folder.rglob("*"))


def nothing_stored(app: Flask) -> bool:
    return count(app, Attachment) == 0 and stored_bytes(app) == 0
