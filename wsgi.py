"""The WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from hamyar_support import create_app, logs
from hamyar_support.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    raise SystemExit(f"hamyar-support: {error}") from None
logs.write(app.config["LOG_FORMAT"])
