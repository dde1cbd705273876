"""A cell that a spreadsheet runs.

osTicket CVE-2019-14749, RT CVE-2026-41073. Which beginnings are defused: test_reports_csv.py.
"""

from __future__ import annotations

import csv
from io import StringIO

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import User
from tests.people import People
from tests.tickets import open_ticket, writing

RUNS = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    " =1+1",
    "\u200c=1+1",
    "'=1+1",
    "x\n=1+1",
    "x;=1+1",
)


def test_no_cell_that_people_named_begins_a_formula(app: Flask, people: People, sara: FlaskClient) -> None:
    for number, text in enumerate(RUNS):
        with writing(app) as session:
            session.get_one(User, people.sara.id).full_name = text
        open_ticket(app, people.reza, department=f"{text}{number}")
        exported = sara.get("/staff/reports.csv").text.removeprefix("\ufeff")
        for separator in (",", ";", "\t"):
            cells = (cell for row in csv.reader(StringIO(exported, newline=""), delimiter=separator) for cell in row)
            for line in (line for cell in cells for line in cell.splitlines()):
                begins = line.lstrip(" \u200c\u200b")[:1]
                assert begins not in "=+@＝＋＠" or not begins, (text, line)
                assert begins != "-" or line.lstrip("-").replace(".", "").isdigit(), (text, line)
