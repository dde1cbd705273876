"""Where the bytes of attachments lie: in a folder (`file:///…`) or in S3 (`s3://bucket/prefix`), through obstore.

Keys come from new_key() and mean nothing; names, types and owners are in the database. S3 is found and signed in to by
the environment that every S3 client reads (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL).
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

CHUNK_BYTES = 256 * 1024
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
# What a put that was killed leaves in a folder: obstore's name for a file that is not whole yet.
_HALF_WRITTEN = re.compile(r"[\w/]+#\d+")
# A disk with less than this left is full: not even the next message may fit.
MIN_FREE_BYTES = 1024 * 1024

# An upload waits for S3 no longer than a person does.
_S3_CLIENT: ClientConfig = {
    "connect_timeout": timedelta(seconds=5),
    "timeout": timedelta(seconds=30),
    # Only where AWS_ENDPOINT_URL itself says http://, as for a server beside ours.
    "allow_http": True,
}
_S3_RETRIES: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
_FULL = (f"(os error {errno.ENOSPC})", f"(os error {errno.EDQUOT})", "507 Insufficient Storage")

# obstore's threads do not survive a fork, and a forked process would wait for them for ever.
_threads_of: int | None = None  # the id of the process that they run in


class StorageError(Exception):
    """The storage did not do what it was asked; its text is one line for the operator."""


class StorageFull(StorageError):
    """There is no room for the file."""


class Missing(StorageError):
    """There are no bytes under this key."""


class Damaged(StorageError):
    """The bytes under this key are not those that were put there."""


class Storage:
    """Bytes under keys. Threads may share one; it may be opened before a fork, but is to be used only after it."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder  # None: not a folder but S3

    def put(self, key: str, stream: BinaryIO) -> None:
        """Keep what `stream` holds from where it stands; when this returns, a power cut does not lose it.

        Nobody sees a part of it under the key. Raises StorageFull or StorageError, and then nothing is kept.
        """
        with _clear_errors():
            # Never in parts: those of an upload that broke off stay in a bucket, unseen and paid for.
            obstore.put(self._store, key, stream.read(), use_multipart=False)
            if self._folder:
                _make_durable(self._folder / key, self._folder)

    def get(self, key: str) -> Iterator[bytes]:
        """The bytes under `key` in chunks. Raises Missing here, not when the first chunk is asked for."""
        with _clear_errors():
            found = obstore.get(self._store, key)
        return _chunks(found)

    def get_whole(self, key: str, size: int, sha256: str) -> bytes:
        """The `size` bytes under `key`, if `sha256` (hexadecimal) is still their hash; otherwise raises Damaged.

        For files small enough to be held in memory: the last byte must be known before the first one is given out.
        """
        data = bytearray()
        for chunk in self.get(key):
            data += chunk
            if len(data) > size:
                raise Damaged(f"the file has more bytes than the {size} that were stored")
        if len(data) < size:
            raise Damaged(f"the file has {len(data)} bytes, {size} were stored")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged("the file's content has changed")
        return bytes(data)

    def delete(self, key: str) -> None:
        """Forget `key` and its thumbnail; harmless when there is nothing under it."""
        for each in (key, thumbnail_key(key)):
            with _clear_errors(), suppress(FileNotFoundError):
                if self._folder and _HALF_WRITTEN.fullmatch(each):
                    (self._folder / each).unlink()
                else:
                    obstore.delete(self._store, [each])

    def keys(self) -> Iterator[tuple[str, datetime, int]]:
        """Every key, when it was written (UTC) and how many bytes lie under it, in no order.

        What a put that was killed left half-written in a folder is among them (`…#1`), for whoever sweeps.
        """
        with _clear_errors():
            for batch in obstore.list(self._store):
                for entry in batch:
                    yield entry["path"], entry["last_modified"], entry["size"]
            if self._folder:
                yield from _half_written(self._folder)

    def check(self) -> None:
        """Raises StorageError, with one clear line, when files cannot be read and written here."""
        if self._folder is None:
            with _clear_errors():
                next(iter(obstore.list(self._store, chunk_size=1)), None)
        elif not self._folder.is_dir():
            raise StorageError(f"{self._folder} is not there")
        elif not os.access(self._folder, os.R_OK | os.W_OK | os.X_OK):
            raise StorageError(f"{self._folder} cannot be read and written")
        elif shutil.disk_usage(self._folder).free < MIN_FREE_BYTES:
            raise StorageFull(f"{self._folder} is full")


def open_storage(url: str) -> Storage:
    """The storage at `url`: `file:///folder`, which is made if need be, or `s3://bucket/prefix`.

    Touches no network. Raises ValueError, with one clear line, when the address is wrong or the folder cannot be made.
    """
    scheme, separator, rest = url.partition("://")
    place, _slash, path = rest.partition("/")
    if scheme == "file" and separator and not place and path.strip("/"):
        return _open_folder(Path("/" + unquote(path)))
    if scheme == "s3" and _BUCKET.fullmatch(place) and not {"?", "#"} & set(path):
        return Storage(S3Store(place, prefix=unquote(path), client_options=_S3_CLIENT, retry_config=_S3_RETRIES))
    # Not repeating it: it may hold a password that somebody put into it.
    raise ValueError("STORAGE_URL must be file:///folder or s3://bucket/prefix")


def new_key() -> str:
    """A key that nobody can guess (160 random bits): a folder of two letters, and a name."""
    token = token_hex(20)
    return f"{token[:2]}/{token[2:]}"


def thumbnail_key(key: str) -> str:
    """Where the thumbnail of the picture under `key` lies, if it has one. No row names it, and none needs it."""
    return f"{key}_small"


def _open_folder(folder: Path) -> Storage:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"STORAGE_URL: the folder {folder} cannot be made: {error.strerror}") from error
    return Storage(LocalStore(folder), folder)


def _make_durable(path: Path, root: Path) -> None:
    """Bring a file and its name to the disk, or take the file back.

    obstore writes under another name and renames, but has no switch for fsync. The name may be there before the bytes
    are safe: it is random, and nobody knows it before put() returns.
    """
    try:
        for place in (path, path.parent, root):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _half_written(folder: Path) -> Iterator[tuple[str, datetime, int]]:
    for path in folder.rglob("*#*"):
        with suppress(FileNotFoundError):  # it was finished meanwhile
            state = path.stat()
            yield path.relative_to(folder).as_posix(), datetime.fromtimestamp(state.st_mtime, UTC), state.st_size


def _chunks(found: GetResult) -> Iterator[bytes]:
    with _clear_errors():
        for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turns the errors of obstore and of the system into ours, each with one line."""
    global _threads_of  # noqa: PLW0603
    if _threads_of not in {None, os.getpid()}:
        raise StorageError("the storage was used before this process was forked; use it only in workers")
    _threads_of = os.getpid()
    try:
        yield
    except FileNotFoundError as error:
        raise Missing(_first_line(error)) from error
    except (BaseError, OSError, ValueError, TypeError) as error:
        line = _first_line(error)
        full = getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or any(mark in line for mark in _FULL)
        raise (StorageFull if full else StorageError)(line) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
