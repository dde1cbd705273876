"""Settings: read from HAMYAR_*, and a wrong one stops the start with one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hamyar_support import create_app
from hamyar_support.config import ConfigError, configure

ROOT = Path(__file__).parents[1]
KEY = "k" * 32


def settings(folder: Path, **given: Any) -> dict[str, Any]:
    return {"SECRET_KEY": KEY, "DATA_DIR": str(folder), **given}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", None, "HAMYAR_SECRET_KEY is not set"),
        ("SECRET_KEY", "", "HAMYAR_SECRET_KEY is not set"),
        ("SECRET_KEY", "k" * 31, "HAMYAR_SECRET_KEY is too short"),
        ("DATA_DIR", "/proc/no/such", "HAMYAR_DATA_DIR"),
        ("DATABASE_URL", "mysql://localhost/x", "HAMYAR_DATABASE_URL"),
        ("DATABASE_URL", "nonsense", "HAMYAR_DATABASE_URL"),
        ("DATABASE_URL", "postgresql://desk@host:port/x", "HAMYAR_DATABASE_URL"),
        ("DATABASE_URL", "sqlite://", "HAMYAR_DATABASE_URL"),
        ("DATABASE_URL", "sqlite:///:memory:", "HAMYAR_DATABASE_URL"),
        ("STORAGE_URL", "ftp://host/x", "HAMYAR_STORAGE_URL"),
        ("STORAGE_URL", "nonsense", "HAMYAR_STORAGE_URL"),
        ("REDIS_URL", "localhost:6379", "HAMYAR_REDIS_URL"),
        ("REDIS_URL", "redis://localhost:port", "HAMYAR_REDIS_URL"),
        ("REDIS_URL", "unix:///run/redis.sock", "HAMYAR_REDIS_URL"),
        ("CLAMD_URL", "localhost:3310", "HAMYAR_CLAMD_URL"),
        ("CLAMD_URL", "tcp://localhost", "HAMYAR_CLAMD_URL"),
        ("CLAMD_URL", "tcp://localhost:x", "HAMYAR_CLAMD_URL"),
        ("CLAMD_URL", "unix://run/clamd", "HAMYAR_CLAMD_URL"),
        ("CLAMD_URL", "unix:///", "HAMYAR_CLAMD_URL"),
        ("CLAMD_REQUIRED", "perhaps", "HAMYAR_CLAMD_REQUIRED"),
        ("RATELIMIT_ENABLED", "perhaps", "HAMYAR_RATELIMIT_ENABLED"),
        ("RATELIMIT_ENABLED", 1, "HAMYAR_RATELIMIT_ENABLED"),
        ("HTTPS", "yes", "HAMYAR_HTTPS"),
        ("REQUIRE_TOTP", "on", "HAMYAR_REQUIRE_TOTP"),
        ("TIMEZONE", "Mars/Olympus", "HAMYAR_TIMEZONE"),
        ("TIMEZONE", "../../etc/passwd", "HAMYAR_TIMEZONE"),
        ("TIMEZONE", "", "HAMYAR_TIMEZONE"),
        ("TRUSTED_PROXIES", -1, "HAMYAR_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", "one", "HAMYAR_TRUSTED_PROXIES"),
        ("TRUSTED_PROXIES", True, "HAMYAR_TRUSTED_PROXIES"),
        ("TRUSTED_HOSTS", "https://desk.example.com", "HAMYAR_TRUSTED_HOSTS"),
        ("TRUSTED_HOSTS", "desk.example.com:443", "HAMYAR_TRUSTED_HOSTS"),
        ("TRUSTED_HOSTS", "desk.example.com,*", "HAMYAR_TRUSTED_HOSTS"),
        ("TRUSTED_HOSTS", "desk.example.com other", "HAMYAR_TRUSTED_HOSTS"),
        ("WORKERS", 0, "HAMYAR_WORKERS"),
        ("WORKERS", 1.5, "HAMYAR_WORKERS"),
        ("LOG_FORMAT", "xml", "HAMYAR_LOG_FORMAT"),
        ("METRICS_TOKEN", "short", "HAMYAR_METRICS_TOKEN"),
        ("SECURITY_CONTACT", "security@example.com", "HAMYAR_SECURITY_CONTACT"),
        ("SECURITY_CONTACT", "mailto:a@example.com\nExpires: never", "HAMYAR_SECURITY_CONTACT"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(tmp_path: Path, name: str, value: Any, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        create_app(settings(tmp_path, **{name: value}))
    assert "\n" not in str(caught.value)


def test_everything_but_the_key_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = create_app({"SECRET_KEY": KEY})
    assert app.config["DATA_DIR"] == tmp_path / "instance"
    assert app.config["DATABASE_URL"] == f"sqlite:///{tmp_path}/instance/hamyar.sqlite3"
    assert app.config["STORAGE_URL"] == f"file://{tmp_path}/instance/attachments"
    assert str(app.config["TZ"]) == "Asia/Tehran"
    assert app.config["RATELIMIT_ENABLED"] is True
    assert app.config["TRUSTED_PROXIES"] == 0
    assert app.debug is app.testing is False


def test_the_environment_is_read_and_arguments_win_over_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "SECRET_KEY": KEY,
        "DATA_DIR": str(tmp_path),
        "WORKERS": "4",
        "RATELIMIT_ENABLED": "false",
        "HTTPS": "true",
    }
    for name, value in {**given, "TIMEZONE": "Europe/Berlin", "TRUSTED_PROXIES": "1"}.items():
        monkeypatch.setenv(f"HAMYAR_{name}", value)
    app = Flask("settings")
    configure(app, {"TIMEZONE": "Asia/Kabul"})
    config = app.config
    assert (config["WORKERS"], config["RATELIMIT_ENABLED"], config["HTTPS"]) == (4, False, True)
    assert (str(config["TZ"]), config["TRUSTED_PROXIES"]) == ("Asia/Kabul", 1)


def test_the_data_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    create_app(settings(folder))
    assert folder.stat().st_mode & 0o777 == 0o700, "nobody else on the machine may look into it"


def test_a_key_of_digits_is_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAMYAR_SECRET_KEY", "1" * 40)
    assert create_app({"DATA_DIR": str(tmp_path)}).config["SECRET_KEY"] == "1" * 40


def test_no_other_setting_of_the_environment_weakens_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "MAX_CONTENT_LENGTH"):
        monkeypatch.setenv(f"HAMYAR_{name}", "null")
    config = create_app(settings(tmp_path)).config
    assert config["SESSION_COOKIE_HTTPONLY"] is True
    assert config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert config["MAX_CONTENT_LENGTH"] == 26 * 1024 * 1024


@pytest.mark.parametrize("command", [["-c", "import wsgi"], ["-m", "flask", "--app", "wsgi", "routes"]])
def test_without_a_key_the_site_does_not_start_and_says_why_in_one_line(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "HAMYAR_DATA_DIR": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert ran.stdout == ""
    (line,) = ran.stderr.strip().splitlines()
    assert "HAMYAR_SECRET_KEY is not set" in line
