"""Files go past a virus scanner where HAMYAR_CLAMD_URL names one; one that does not answer lets through what may."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support import clamd as clamd_module
from hamyar_support.clamd import Scanner, ScannerError, scanner_at
from tests.browsing import login
from tests.fake_clamd import VIRUS, Answer, clamd, hangs, says
from tests.files import csv, nothing_stored, stored_bytes
from tests.logged import Logged
from tests.people import settle

from .test_new_ticket import TYPED, sent_code
from .test_new_ticket_files import kept, refusals, send_files

CLEAN, INFECTED = csv(200_000), b"a,b\r\n1," + VIRUS + b"\r\n"
FAULTS: dict[str, Answer] = {
    "nothing": says(b""),
    "an error": says(b"INSTREAM size limit exceeded. ERROR\0"),
    "nonsense": says(b"stream: perhaps\0"),
    "half an answer": says(b"stream: O"),
    "too much": says(b"x" * 10_000),
    "silence": hangs,
}


@pytest.fixture
def site(make_app: Callable[..., Flask]) -> Callable[..., tuple[Flask, FlaskClient]]:
    def made(url: str, **settings: object) -> tuple[Flask, FlaskClient]:
        app = make_app(CLAMD_URL=url, **settings)
        settle(app)
        return app, login(app.test_client(), "reza")

    return made


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clamd_module, "ANSWER_SECONDS", 0.2)


@pytest.mark.parametrize("kind", ["port", "socket"])
def test_a_virus_is_refused_and_the_rest_stays(
    site: Callable[..., tuple[Flask, FlaskClient]], tmp_path: Path, kind: str, logged: Logged
) -> None:
    with clamd(path=tmp_path / "clamd" if kind == "socket" else None) as (url, seen):
        app, reza = site(url)
        response = send_files(reza, {"سالم.csv": CLEAN, "بد.csv": INFECTED})
        assert response.status_code == 422
        assert {name: "کد مخرب" in reason for name, reason in refusals(response).items()} == {"بد.csv": True}
        assert (len(kept(response)), stored_bytes(app)) == (1, 1)
        assert TYPED["body"] in response.text.replace("\r\n", "\n")
        assert seen == [CLEAN, INFECTED]
        assert ["Test.Virus" in line["virus"] for line in logged.all("virus_found")] == [True]
        code = sent_code(send_files(reza, {"سالم ۲.csv": CLEAN}, kept=kept(response)))
        assert "سالم.csv" in reza.get(f"/tickets/{code}").text


def test_what_is_refused_anyway_is_not_even_shown_to_it(site: Callable[..., tuple[Flask, FlaskClient]]) -> None:
    with clamd() as (url, seen):
        app, reza = site(url)
        send_files(reza, {"برنامه.exe": b"MZ", "خالی.csv": b"", "عکس.png": csv()})
        assert (seen, nothing_stored(app)) == ([], True)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("fault", FAULTS)
def test_without_an_answer_it_depends_on_the_setting(
    site: Callable[..., tuple[Flask, FlaskClient]], fault: str, required: bool, logged: Logged
) -> None:
    with clamd(FAULTS[fault]) as (url, _seen):
        app, reza = site(url, CLAMD_REQUIRED=required)
        response = send_files(reza, {"سالم.csv": csv()})
        assert len(logged.all("scanner_failed")) == 1
        if required:
            assert "ویروس‌یابی این فایل ممکن نشد" in refusals(response)["سالم.csv"]
            assert nothing_stored(app)
        else:
            sent_code(response)


def test_one_that_is_silent_is_waited_for_once(site: Callable[..., tuple[Flask, FlaskClient]]) -> None:
    with clamd(hangs) as (url, seen):
        _app, reza = site(url)
        assert len(refusals(send_files(reza, {f"{n}.csv": csv() for n in range(3)}))) == 3
        assert len(seen) == 1


def test_one_that_is_down_is_refused_by_default(site: Callable[..., tuple[Flask, FlaskClient]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        app, reza = site(f"tcp://127.0.0.1:{taken.getsockname()[1]}")
        assert send_files(reza, {"سالم.csv": csv()}).status_code == 422
        assert nothing_stored(app)
        # Text needs no scanner.
        sent_code(send_files(reza, {}))


def test_addresses_are_read_and_not_asked() -> None:
    assert scanner_at("tcp://clamav:3310") == Scanner(("clamav", 3310))
    assert scanner_at("tcp://[::1]:3310/") == Scanner(("::1", 3310))
    assert scanner_at("unix:///run/clamav/clamd.ctl") == Scanner("/run/clamav/clamd.ctl")
    with pytest.raises(ScannerError, match="did not answer"):
        Scanner("/no/such/socket").virus_in(b"x")
