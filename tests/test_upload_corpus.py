"""Real files of the thirteen types, and files that must be refused; they lie beside the repository, not in it."""

from __future__ import annotations

import hashlib
import io
import time
from pathlib import Path

import pytest

from hamyar_support.uploads import EXTENSIONS, Refused, inspect

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
if not CORPUS.is_dir():
    pytest.skip("NOT TESTED WITH REAL FILES: there is no ../shared/corpus", allow_module_level=True)

ACCEPTED = sorted(CORPUS.glob("accept/*/*"))
REFUSED = sorted(CORPUS.glob("refuse/*/*"))


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name.rpartition('__')[2]}"


def test_the_corpus_is_whole():
    assert {path.parent.name for path in ACCEPTED} == set(EXTENSIONS) - {"jpeg"}
    assert len(ACCEPTED) >= 84
    assert len(REFUSED) >= 31


@pytest.mark.parametrize("path", ACCEPTED, ids=named)
def test_a_genuine_file_is_taken(path):
    data = path.read_bytes()
    found = inspect(path.name, stream := io.BytesIO(data))
    assert (found.extension, found.size) == (path.parent.name, len(data))
    assert found.sha256 == hashlib.sha256(stream.read()).hexdigest()


@pytest.mark.parametrize("path", ACCEPTED, ids=named)
def test_a_genuine_file_is_refused_as_any_other_type(path):
    own = {path.parent.name} | ({"jpg", "jpeg"} if path.parent.name == "jpg" else set())
    refused_as_all_but(own, path)


@pytest.mark.parametrize("path", REFUSED, ids=named)
def test_no_extension_makes_it_welcome(path):
    refused_as_all_but(set(), path)


def refused_as_all_but(taken: set[str], path: Path) -> None:
    data = path.read_bytes()
    started = time.monotonic()
    for extension in set(EXTENSIONS) - taken:
        with pytest.raises(Refused) as caught:
            inspect(f"file.{extension}", io.BytesIO(data))
        assert str(caught.value.reason)
    assert time.monotonic() - started < len(EXTENSIONS)
