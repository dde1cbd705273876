"""Templates compiled once for all the applications of a test run."""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps the code of each template in memory, by its name and source, its language and the static files it names."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._code[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[str, ...]:
    environment: Any = bucket.environment
    # The addresses of static files are compiled into it, too.
    return environment.locale, environment.app.extensions["static_version"], bucket.key, bucket.checksum
