"""Settings: their defaults, where they come from, and what is wrong with them.

Every setting is `HAMYAR_` + its name in the environment, read by Flask's own `from_prefixed_env`.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from .databases import WAIT_SECONDS
from .log_lines import FORMATS
from .smtp import MailServer

LOCALES = ("fa", "en")
SECRET_KEY_MIN_LENGTH = 32
# 25 MiB of files, and room for the text beside them.
MAX_REQUEST_BYTES = 26 * 1024 * 1024
# Of each form that limits.py does not name: nobody clicks or types so fast.
OTHER_FORMS = "240 per minute"
# A leading dot stands for a domain and all that is below it; a port does not matter and is not said.
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]")
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1, "wrap_exceptions": True}  # seconds

DEFAULTS: dict[str, Any] = {
    "SECRET_KEY": None,
    "DATA_DIR": None,
    "DATABASE_URL": None,
    "STORAGE_URL": None,
    "REDIS_URL": None,
    "CLAMD_URL": None,
    "CLAMD_REQUIRED": True,
    "RATELIMIT_ENABLED": True,
    "TIMEZONE": "Asia/Tehran",
    "TRUSTED_PROXIES": 0,
    "TRUSTED_HOSTS": None,
    "WORKERS": 2,
    "HTTPS": False,
    "BASE_URL": None,
    "SMTP_URL": None,
    "MAIL_FROM": None,
    "REQUIRE_TOTP": False,
    "LOG_FORMAT": "json",
    "METRICS_TOKEN": None,
    "SECURITY_CONTACT": None,
}
METRICS_TOKEN_MIN_LENGTH = 16


class ConfigError(Exception):
    """A setting that the site cannot start with; its text is one line for the operator."""


def configure(app: Flask, overrides: dict[str, Any] | None = None) -> None:
    """Fill `app.config` from defaults, the environment and `overrides`, in that order.

    Raises ConfigError, with one clear line, at the first setting that is missing or wrong.
    """
    app.config.from_mapping(DEFAULTS)
    app.config.from_prefixed_env("HAMYAR")
    app.config.from_mapping(overrides or {})
    config = app.config

    config["SECRET_KEY"] = _secret_key(config["SECRET_KEY"])
    data_dir = _data_dir(config["DATA_DIR"] or app.instance_path)
    config["DATA_DIR"] = data_dir
    config["DATABASE_URL"] = _database_url(config["DATABASE_URL"] or f"sqlite:///{data_dir / 'hamyar.sqlite3'}")
    config["STORAGE_URL"] = str(config["STORAGE_URL"] or (data_dir / "attachments").as_uri())
    config["TZ"] = _timezone(config["TIMEZONE"])
    config["TRUSTED_HOSTS"] = _trusted_hosts(config["TRUSTED_HOSTS"])
    for name, least in (("TRUSTED_PROXIES", 0), ("WORKERS", 1)):
        _whole_number(config, name, least)
    for name in ("RATELIMIT_ENABLED", "HTTPS", "REQUIRE_TOTP", "CLAMD_REQUIRED"):
        if not isinstance(config[name], bool):
            raise ConfigError(f"HAMYAR_{name} must be true or false, not {config[name]!r}.")
    if config["REDIS_URL"] and not _is_address_of_redis(str(config["REDIS_URL"])):
        raise ConfigError("HAMYAR_REDIS_URL must be a redis://host:port/number or rediss:// address.")
    config["BASE_URL"] = _base_url(config["BASE_URL"])
    _mail(config)
    _check_what_operators_see(config)

    https = config["HTTPS"]
    config.from_mapping(
        SQLALCHEMY_DATABASE_URI=config["DATABASE_URL"],
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(config["DATABASE_URL"]),
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Host-hamyar" if https else "hamyar",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        # The server's side of a session ends after these 30 days at the latest, so the cookie need not be renewed.
        SESSION_REFRESH_EACH_REQUEST=False,
        # A form may stay open for days; the token lives as long as the session it belongs to.
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="fa",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        RATELIMIT_STORAGE_URI=config["REDIS_URL"] or "memory://",
        # A redis that is away must take nothing else with it: each process counts by itself until it is back.
        RATELIMIT_STORAGE_OPTIONS=REDIS_OPTIONS if config["REDIS_URL"] else {},
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(config["REDIS_URL"]),
        RATELIMIT_DEFAULT=OTHER_FORMS,
        COMPRESS_REGISTER=True,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_MIN_SIZE=800,
        COMPRESS_LEVEL=6,
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/plain"],
        PREFERRED_URL_SCHEME="https" if https else "http",
    )


def _secret_key(value: Any) -> str:
    if not value:
        raise ConfigError("HAMYAR_SECRET_KEY is not set: give it 32 random characters or more.")
    if len(str(value)) < SECRET_KEY_MIN_LENGTH:
        raise ConfigError(f"HAMYAR_SECRET_KEY is too short: it needs {SECRET_KEY_MIN_LENGTH} characters or more.")
    return str(value)


def _data_dir(value: Any) -> Path:
    path = Path(str(value)).expanduser().absolute()
    try:
        # Nobody else on the machine is to read what people wrote.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"HAMYAR_DATA_DIR {path} cannot be made: {error.strerror}.") from None
    if not os.access(path, os.W_OK):
        raise ConfigError(f"HAMYAR_DATA_DIR {path} cannot be written to.")
    return path


def _database_url(value: Any) -> str:
    try:
        url = make_url(str(value))
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        url = None
    # Not repeating it: it may hold a password.
    if url is None or url.drivername not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise ConfigError("HAMYAR_DATABASE_URL must be a sqlite:/// or postgresql://user:password@host/name address.")
    if url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
        raise ConfigError("HAMYAR_DATABASE_URL must name a file, which the processes of the server share.")
    return str(value)


def _is_address_of_redis(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in {"redis", "rediss"} and parts.port != 0
    except ValueError:  # its port is no number
        return False


def _engine_options(url: str) -> dict[str, Any]:
    # hide_parameters: an error must not carry what somebody wrote into the log.
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": WAIT_SECONDS}}
    # Without a limit, connecting to a machine that does not answer takes two minutes.
    connecting = {"connect_timeout": 5}
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 4,
        "connect_args": connecting,
    }


def _trusted_hosts(value: Any) -> list[str] | None:
    """The names by which the site may be asked for; None for any."""
    hosts = [host.strip().lower() for host in str(value or "").split(",") if host.strip()]
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ConfigError(f"HAMYAR_TRUSTED_HOSTS must be host names like desk.example.com, not {host!r}.")
    return hosts or None


def _timezone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ConfigError(f"HAMYAR_TIMEZONE {value!r} is not a time zone, such as Asia/Tehran.") from None


def _base_url(value: Any) -> str:
    """The address that links in mails begin with, without a slash at its end; "" where none is set."""
    try:
        parts = urlsplit(str(value or ""))
        named = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        good = not value or (named and not (parts.query or parts.fragment or parts.username))
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in str(value)):
        raise ConfigError("HAMYAR_BASE_URL must be the site's own address, such as https://support.example.com.")
    return str(value or "").rstrip("/")


def _mail(config: Any) -> None:
    """Put MAIL_SERVER and MAIL_SENDER into `config`, both None where no mail is set up."""
    config.update(MAIL_SERVER=None, MAIL_SENDER=None)
    if not config["SMTP_URL"]:
        return
    try:
        config["MAIL_SERVER"] = MailServer.at(str(config["SMTP_URL"]))
    except ValueError as error:
        # Not the address itself: it holds a password.
        raise ConfigError(f"HAMYAR_SMTP_URL is wrong: {error}.") from None
    if not config["BASE_URL"]:
        raise ConfigError("HAMYAR_BASE_URL is not set: links in mails begin with it.")
    host = urlsplit(config["BASE_URL"]).hostname
    sender = str(config["MAIL_FROM"] or f"no-reply@{host}")
    name, address = parseaddr(sender)
    try:
        config["MAIL_SENDER"] = Address(name, addr_spec=address)
        good = sender.isprintable() and address.isascii() and "@" in address and len(address) <= 150
    except (MessageError, ValueError, IndexError):  # what the standard library says to an address that is none
        good = False
    if not good:
        raise ConfigError("HAMYAR_MAIL_FROM must be like support@example.com or Name <support@example.com>.")


def _check_what_operators_see(config: Any) -> None:
    if config["LOG_FORMAT"] not in FORMATS:
        raise ConfigError(f"HAMYAR_LOG_FORMAT must be json or text, not {config['LOG_FORMAT']!r}.")
    # A token that looks like a number is read as one.
    token = config["METRICS_TOKEN"] = str(config["METRICS_TOKEN"] or "")
    if token and len(token) < METRICS_TOKEN_MIN_LENGTH:
        raise ConfigError(f"HAMYAR_METRICS_TOKEN is too short: it needs {METRICS_TOKEN_MIN_LENGTH} characters or more.")
    contact = str(config["SECURITY_CONTACT"] or "")
    if contact and (contact.partition(":")[0] not in {"https", "mailto", "tel"} or not contact.isprintable()):
        raise ConfigError("HAMYAR_SECURITY_CONTACT must be a mailto:, https:// or tel: address.")


def _whole_number(config: Any, name: str, least: int) -> None:
    value = config[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigError(f"HAMYAR_{name} must be a whole number from {least}, not {value!r}.")
