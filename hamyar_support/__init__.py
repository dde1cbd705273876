"""Hamyar Support: the support desk that a Persian-speaking company gives its customers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from . import cli, errors, hypermedia, limits, presentation, request_log, security, templating
from .account import bp as account
from .clamd import Scanner, scanner_at
from .config import ConfigError, configure
from .extensions import babel, csrf, db, limiter, login, migrate
from .portal import bp as portal
from .public import bp as public
from .spooling import RequestWithFiles
from .staff import bp as staff
from .storage import Storage, open_storage

PACKAGE = Path(__file__).parent
# In a checkout templates and static files lie beside the package; an installed package holds them itself.
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
YEAR = 365 * 24 * 3600


def create_app(config: dict[str, Any] | None = None) -> Flask:
    """The application, configured from `HAMYAR_*` and then `config`; raises ConfigError for a wrong setting."""
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(Path.cwd() / "instance"),
    )
    app.jinja_environment = templating.Environment  # type: ignore[assignment]
    app.request_class = RequestWithFiles
    # Nothing here is a coroutine, and Flask would look into each function for that, twenty times a request.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    configure(app, config)
    app.extensions["storage"] = _storage(app.config["STORAGE_URL"])
    app.extensions["virus_scanner"] = _scanner(app.config["CLAMD_URL"])

    db.init_app(app)
    migrate.init_app(app, db, directory=str(PACKAGE / "migrations"), render_as_batch=True)
    babel.init_app(app, locale_selector=presentation.chosen_locale)
    app.before_request(security.refuse_other_sites)
    app.before_request(security.limit_body)  # before anything reads a form
    csrf.init_app(app)
    login.init_app(app)
    limiter.init_app(app)
    limiter.when_alone = limits.tell_alone
    Compress(app)
    for module in (presentation, hypermedia, security, errors, cli):
        module.init_app(app)
    for blueprint in (public, account, portal, staff):
        app.register_blueprint(blueprint)

    request_log.init_app(app)
    static = f"static/{app.extensions['static_version']}"
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix=static,
        max_age=YEAR,
        allow_all_origins=False,
    )
    app.wsgi_app = security.EveryAnswer(app.wsgi_app, https=app.config["HTTPS"])  # type: ignore[method-assign]
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    return app


def _storage(url: str) -> Storage:
    try:
        return open_storage(url)
    except ValueError as error:
        raise ConfigError(f"HAMYAR_STORAGE_URL: {error}") from None


def _scanner(url: str | None) -> Scanner | None:
    """None where no scanner is to be asked."""
    try:
        return scanner_at(str(url)) if url else None
    except ValueError as error:
        raise ConfigError(f"HAMYAR_CLAMD_URL {error}") from None
