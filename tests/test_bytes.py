"""How much goes over the line: the first visit with all that it loads, and each later page."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hamyar_support import create_app, demo
from hamyar_support.extensions import db

from . import crawl, databases
from .browsing import HTMX, login

STATIC = Path(__file__).parents[1] / "static"
FIRST_VISIT, LATER_PAGE = 120_000, 12_000
GZIP = {"Accept-Encoding": "gzip"}
# Pictures and fonts are compressed already.
SHRINKS = {"text/html", "text/css", "text/javascript", "image/svg+xml"}
REFERENCES = re.compile(r"""(?:href|src)="([^"#]+)|url\(["']?([^"')#]+)|(?:from|import)\s*["'](\.[^"']+)""")


def transferred(response: TestResponse) -> int:
    """The bytes of the answer, its head and its body, which static files get compressed by `make setup`."""
    body = response.data
    if response.mimetype in SHRINKS and "Content-Encoding" not in response.headers:
        body = brotli.compress(body)
    return len(f"HTTP/1.1 {response.status}\r\n{response.headers}") + len(body)


def loaded(client: FlaskClient, page: str) -> Iterator[tuple[str, int]]:
    """`page` and every static file that it, its style sheets and its scripts refer to, and what each transfers."""
    waiting, seen = [page], {page}
    while waiting:
        path = waiting.pop()
        with client.get(path) as response:
            assert response.status_code == 200, path
            yield path, transferred(response)
            # A sprite is a sheet of pictures, and refers to none.
            text = response.text if response.mimetype in SHRINKS - {"image/svg+xml"} else ""
        for match in REFERENCES.finditer(text):
            found = urljoin(path, next(filter(None, match.groups())))
            if found.startswith("/static/") and found not in seen:
                seen.add(found)
                waiting.append(found)


@pytest.fixture(scope="module")
def demo_site(all_databases: databases.Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site with the data of the demo; its pages are as long on every database."""
    with all_databases.fresh("sqlite") as url:
        data = tmp_path_factory.mktemp("bytes")
        app = create_app({**databases.SETTINGS, "DATA_DIR": data, "DATABASE_URL": url})
        with app.app_context():
            demo.load()
        yield app
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("page", ["/", "/login"])
def test_the_first_visit(demo_site: Flask, page: str) -> None:
    sizes = dict(loaded(demo_site.test_client(), page))
    names = {path.rsplit("/", 1)[-1] for path in sizes}
    assert {"vazirmatn.woff2", "htmx-4.0.1.min.js", "app.js", "live.js", "base.css", "icons.svg"} <= names
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_the_first_visit_to_the_guide(demo_site: Flask) -> None:
    sizes = dict(loaded(demo_site.test_client(), "/guide"))
    pictures = sorted(path for path in sizes if "/img/guide/" in path)
    assert len(pictures) == 9
    # Chromium fetches three ahead on a wide screen, and the others as one comes near them.
    assert sum(sizes.values()) - sum(sizes[later] for later in pictures[3:]) <= FIRST_VISIT, sizes


# Staff's pages come as fragments from the second on, too, but a report drawn as a whole page may be longer.
@pytest.mark.parametrize(
    ("username", "kinds"), [(None, [{}, HTMX]), ("reza", [{}, HTMX]), ("sara", [HTMX])], ids=["visitor", "reza", "sara"]
)
def test_later_pages(demo_site: Flask, username: str | None, kinds: list[dict[str, str]]) -> None:
    client = demo_site.test_client()
    if username:
        login(client, username, demo.PASSWORD)
    reached = [found.path for found in crawl.pages(client) if found.response.status_code == 200]
    assert len(reached) >= 4
    for path in reached:
        sizes = [transferred(client.get(path, headers={**GZIP, **headers})) for headers in kinds]
        assert max(sizes) <= LATER_PAGE, path


def test_what_is_sent_compressed_is_what_lies_beside_it() -> None:
    for compressed in STATIC.rglob("*.gz"):
        assert gzip.decompress(compressed.read_bytes()) == compressed.with_suffix("").read_bytes(), compressed
