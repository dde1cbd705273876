"""Fixtures that every test may ask for, and the databases that the whole suite runs on."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import create_app
from hamyar_support import databases as product_databases
from hamyar_support.databases import SQLITE_PRAGMAS
from hamyar_support.extensions import db, limiter
from hamyar_support.models import login_attempts

from . import chromium, databases, people, post, queries, tickets
from .browsing import signed_in
from .clock import Clock
from .compiled import Compiled
from .logged import Logged

CLUSTER = pytest.StashKey[databases.Cluster]()
CLUSTER_FOLDER = pytest.StashKey[Path]()
BROWSER_TESTS = Path(__file__).parent / "browser"
STATIC = Path(__file__).parents[1] / "static"
MISSING = pytest.StashKey[list[str]]()
# Compiling its templates anew would be most of the time of a test with an application of its own.
COMPILED = Compiled()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        action="append",
        choices=databases.NAMES,
        help="run on this database (may be given twice; default: sqlite)",
    )


def pytest_configure(config: pytest.Config) -> None:
    # Little of what a test makes is garbage that needs collecting; looking for it was a tenth of the time.
    gc.set_threshold(50_000, 50, 1000)
    for name in [name for name in os.environ if name.startswith("HAMYAR_")]:
        del os.environ[name]
    config.stash[MISSING] = []
    _forget_old_copies()
    if chromium.program() is None:
        config.stash[MISSING].append("NOT TESTED IN A BROWSER: Chromium is not installed")
    if hasattr(config, "workerinput"):
        if folder := config.workerinput["cluster"]:
            config.stash[CLUSTER_FOLDER] = Path(folder)
    elif "postgresql" in (config.option.database or ()) and not config.option.collectonly:
        _start_cluster(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    # The workers of pytest-xdist share the cluster that the first process started.
    node.workerinput["cluster"] = str(node.config.stash.get(CLUSTER_FOLDER, ""))


def pytest_unconfigure(config: pytest.Config) -> None:
    if cluster := config.stash.get(CLUSTER, None):
        cluster.stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_name" in metafunc.fixturenames:
        names = metafunc.config.option.database or ["sqlite"]
        # A browser sees no difference.
        in_browser = BROWSER_TESTS in metafunc.definition.path.parents
        metafunc.parametrize("database_name", names[:1] if in_browser else names, indirect=True, scope="session")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash[MISSING]:
        terminalreporter.write_sep("!", line, red=True, bold=True)


def _forget_old_copies() -> None:
    """Remove compressed static files that are older than what they were made of: they would be served instead of it."""
    for copy in [*STATIC.rglob("*.gz"), *STATIC.rglob("*.br")]:
        if copy.stat().st_mtime < copy.with_suffix("").stat().st_mtime:
            copy.unlink(missing_ok=True)


def _start_cluster(config: pytest.Config) -> None:
    programs = databases.postgresql_programs()
    if programs:
        config.stash[CLUSTER] = cluster = databases.Cluster(programs)
        config.stash[CLUSTER_FOLDER] = cluster.folder
    elif os.environ.get("CI") == "true":
        raise pytest.UsageError("PostgreSQL is not installed, and CI tests on it")
    else:
        config.stash[MISSING].append("NOT TESTED ON POSTGRESQL: it is not installed")


@pytest.fixture(scope="session")
def database_name(request: pytest.FixtureRequest) -> str:
    """The kind of database that the test runs on: "sqlite" or "postgresql"."""
    name: str = request.param
    if name == "postgresql" and CLUSTER_FOLDER not in request.config.stash:
        pytest.skip("PostgreSQL is not installed")
    return name


@pytest.fixture(scope="session")
def all_databases(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Any]:
    made = databases.Databases(tmp_path_factory.mktemp("databases"), request.config.stash.get(CLUSTER_FOLDER, None))
    yield made
    made.close()


@pytest.fixture
def database_url(all_databases: databases.Databases, database_name: str) -> str:
    """The address of a database that is migrated and empty."""
    return all_databases.emptied(database_name)


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes applications on the test's database and data folder: `make_app(HTTPS=True)`."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        config = {**databases.SETTINGS, "DATA_DIR": tmp_path / "data", "DATABASE_URL": database_url, **settings}
        app = create_app(config)
        app.jinja_env.bytecode_cache = COMPILED
        made.append(app)
        return app

    yield make
    for app in made:
        _disconnect(app)


def _disconnect(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def _hurried_sqlite() -> Iterator[None]:
    """Nothing that a test writes needs to survive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product_databases, "SQLITE_PRAGMAS", (*SQLITE_PRAGMAS, "PRAGMA synchronous=OFF"))
        yield


@pytest.fixture(scope="session")
def common_app(
    all_databases: databases.Databases, database_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    config = {"DATA_DIR": tmp_path_factory.mktemp("data"), "DATABASE_URL": all_databases.emptied(database_name)}
    app = create_app(databases.SETTINGS | config)
    yield app
    _disconnect(app)


@pytest.fixture
def app(common_app: Flask, database_url: str) -> Iterator[Flask]:
    """The site, without data. No context stays open: use `with app.app_context():` around what needs the database.

    All tests are given the same application, since making one takes longer than most tests. What a test replaces in
    its settings, views and extensions is put back; a test that alters more asks for one of its own by `make_app()`.
    """
    limiter.enabled = False  # another application's settings may have switched it on
    replaceable: list[dict[str, Any]] = [common_app.config, common_app.view_functions, common_app.extensions]
    before = [dict(each) for each in replaceable]
    yield common_app
    with common_app.app_context():
        # The file of SQLite is replaced; to connect to PostgreSQL anew takes as long as a test.
        if db.engine.name == "sqlite":
            db.engine.dispose()
    for each, held in zip(replaceable, before, strict=True):
        each.clear()
        each.update(held)
    for left in (Path(common_app.config["DATA_DIR"]) / "attachments").iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who is signed out."""
    return app.test_client()


@pytest.fixture(name="people")
def _people(app: Flask) -> people.People:
    """سارا the agent, رضا the customer, مینا the stranger, and the admin: `people.reza.id`."""
    return people.settle(app)


@pytest.fixture
def reza(app: Flask, people: people.People) -> FlaskClient:
    """The browser of رضا, signed in."""
    return signed_in(app, people.reza)


@pytest.fixture
def mina(app: Flask, people: people.People) -> FlaskClient:
    """The browser of مینا the stranger, signed in."""
    return signed_in(app, people.mina)


@pytest.fixture
def sara(app: Flask, people: people.People) -> FlaskClient:
    """The browser of سارا the agent, signed in."""
    return signed_in(app, people.sara)


@pytest.fixture
def mail_server(app: Flask) -> Iterator[post.MailServer]:
    """A mail server that `app` sends its mail to; what it took is in `mail_server.taken`."""
    with post.serving() as (server, url):
        post.set_up(app, url)
        yield server


@pytest.fixture
def code(app: Flask, people: people.People) -> str:
    """The code of a ticket of رضا."""
    return tickets.open_ticket(app, people.reza)


@pytest.fixture
def query_counter() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with query_counter() as statements:` gathers the SQL statements of the block."""
    return queries.counted


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which those wait who tried wrong passwords; it stands still until it is told."""
    stopped = Clock()
    monkeypatch.setattr(login_attempts, "utc_now", stopped)
    return stopped


@pytest.fixture
def logged() -> Iterator[Logged]:
    """The log as an operator reads it from here on: `logged.events("signed_in")`."""
    with Logged() as gathered:
        yield gathered
