"""The lines of a ticket's history: who changed what, from what, to what."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import document, text_of
from tests.desk import FINANCE, act, colleague
from tests.people import People
from tests.tickets import department


def lines(client: FlaskClient, page: str) -> list[str]:
    root = document(client.get(page))
    return [text_of(line.find("span")) for line in root.iter("li") if line.get("class") == "event"]


@pytest.fixture
def history(app: Flask, sara: FlaskClient, people: People, code: str) -> list[str]:
    """What سارا sees after she has changed everything there is to change."""
    colleague(app, "nima", "نیما صدر")
    for assignee in ("nima", "admin", "sara", "nima", ""):
        act(sara, f"tickets/{code}/assignee", assignee=assignee)
    for status in ("pending", "closed", "pending", "closed", "open"):
        act(sara, f"tickets/{code}/status", status=status)
    act(sara, f"tickets/{code}/priority", priority="high")
    act(sara, f"tickets/{code}/department", department=str(department(app, FINANCE)))
    return lines(sara, f"/staff/tickets/{code}")


def test_each_says_from_what_and_to_what(history: list[str]) -> None:
    assert history == [
        "سارا احمدی درخواست را به نیما صدر سپرد",
        "سارا احمدی درخواست را از نیما صدر گرفت و به مدیر همیار سپرد",
        "سارا احمدی درخواست را از مدیر همیار تحویل گرفت",
        "سارا احمدی درخواست را از سارا احمدی گرفت و به نیما صدر سپرد",
        "سارا احمدی درخواست را از نیما صدر گرفت",
        "سارا احمدی وضعیت را از «در انتظار پاسخ» به «در حال بررسی» تغییر داد",
        "سارا احمدی درخواست را بست؛ وضعیت آن «در حال بررسی» بود",
        "سارا احمدی وضعیت را از «بسته شده» به «در حال بررسی» تغییر داد",
        "سارا احمدی درخواست را بست؛ وضعیت آن «در حال بررسی» بود",
        "سارا احمدی درخواست را باز کرد",
        "سارا احمدی اولویت را از «متوسط» به «بالا» تغییر داد",
        "سارا احمدی درخواست را از «پشتیبانی فنی» به «امور مالی» فرستاد",
    ]


def test_one_takes_what_nobody_had(sara: FlaskClient, code: str) -> None:
    act(sara, f"tickets/{code}/assignee", assignee="sara")
    assert lines(sara, f"/staff/tickets/{code}") == ["سارا احمدی درخواست را بر عهده گرفت"]


def test_a_customer_reads_what_concerns_them(reza: FlaskClient, history: list[str], code: str, people: People) -> None:
    shown = lines(reza, f"/tickets/{code}")
    assert shown == history[5:]
