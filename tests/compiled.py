"""Templates compiled once for all the applications of a test run."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps the code of each template in memory, by its name and source and the language that it was compiled for."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._code[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[str, ...]:
    return bucket.environment.locale, bucket.key, bucket.checksum  # type: ignore[attr-defined]
