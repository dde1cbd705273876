"""What only a folder can get wrong: durability, a full disk, paths, forks; and wrong addresses."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from hamyar_support import storage as storage_module
from hamyar_support.storage import StorageError, StorageFull, new_key, open_storage

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "پیوست‌ها" / "a b"


def test_a_put_is_on_the_disk_before_it_returns(folder, monkeypatch):
    synced = []

    def fsync(descriptor):
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr(storage_module.os, "fsync", fsync)
    key = new_key()
    open_storage(folder.as_uri()).put(key, io.BytesIO(b"a"))
    assert synced == [folder / key, (folder / key).parent, folder]


def test_a_file_that_could_not_be_made_durable_is_taken_back(folder, monkeypatch):
    def fsync(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage_module.os, "fsync", fsync)
    storage = open_storage(folder.as_uri())
    with pytest.raises(StorageFull):
        storage.put(new_key(), io.BytesIO(b"a"))
    assert list(storage.keys()) == []


def test_a_full_disk_keeps_nothing(tmp_path):
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "none", tiny]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED WITH A FULL DISK: this needs the right to mount one")
    try:
        storage = open_storage(tiny.as_uri())
        with pytest.raises(StorageFull, match=r"No space left on device[^\n]*$"):
            storage.put(new_key(), io.BytesIO(bytes(1_000_000)))
        assert list(storage.keys()) == []
        with pytest.raises(StorageFull, match="is full"):
            storage.check()
        storage.put(new_key(), io.BytesIO(b"room for this"))
    finally:
        subprocess.run(["umount", tiny], check=True)


def test_what_a_killed_put_left_can_be_swept(folder):
    storage = open_storage(folder.as_uri())
    key = new_key()
    (folder / key[:2]).mkdir()
    (folder / f"{key}#1").write_bytes(b"half")
    ((name, _written, size),) = storage.keys()
    assert (name, size) == (f"{key}#1", 4)
    storage.delete(f"{key}#1")
    storage.delete(f"{key}#1")
    assert list(storage.keys()) == []


@pytest.mark.parametrize("key", ["../outside", "/../outside", "a/../../outside", "../outside#1", "", "a//b"])
def test_no_key_leads_outside(folder, key):
    storage = open_storage(folder.as_uri())
    outside = folder.parent / "outside"
    outside.write_text("secret")
    for act in (lambda: storage.put(key, io.BytesIO(b"a")), lambda: storage.get(key), lambda: storage.delete(key)):
        with pytest.raises(StorageError):
            act()
    assert outside.read_text() == "secret"


def test_a_folder_that_is_gone_is_reported(folder):
    storage = open_storage(folder.as_uri())
    folder.rmdir()
    with pytest.raises(StorageError, match="is not there"):
        storage.check()


def test_a_folder_is_private(folder):
    open_storage(folder.as_uri())
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "url",
    [
        "",
        "attachments",
        "/srv/files",
        "file:",
        "file://",
        "file:///",
        "file://host/a",
        "http://a/b",
        "memory:///",
        "s3://",
        "s3:///a",
        "s3://key:secret@bucket/a",
        "s3://B",
        "s3://bucket/a?endpoint=b",
        "gs://bucket/a",
    ],
)
def test_a_wrong_address_is_one_clear_line(url):
    with pytest.raises(ValueError, match=r"\A[^\n]*STORAGE_URL[^\n]*\Z") as caught:
        open_storage(url)
    assert "secret" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ValueError, match=r"\ASTORAGE_URL[^\n]*cannot be made[^\n]*\Z"):
        open_storage((tmp_path / "file" / "folder").as_uri())


FORK = """
import io, os, runpy, sys
module = runpy.run_path("hamyar_support/storage.py")
storage, StorageError = module["open_storage"](sys.argv[1]), module["StorageError"]
if sys.argv[2] == "used":
    storage.put("ab/parent", io.BytesIO(b"a"))
child = os.fork()
if child == 0:
    try:
        storage.put("ab/child", io.BytesIO(b"a"))
    except StorageError as error:
        os._exit(3 if "forked" in str(error) else 4)
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("before", "code"), [("opened", 0), ("used", 3)])
def test_a_fork_after_the_first_use_is_told_so_and_does_not_hang(folder, before, code):
    done = subprocess.run([sys.executable, "-c", FORK, folder.as_uri(), before], cwd=ROOT, timeout=30, check=False)
    assert done.returncode == code
