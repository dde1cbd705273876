"""The name of an upload that changes after it was checked, or means something to a file system.

FreeScout CVE-2026-28289 and CVE-2026-27636 (`\\u200b.htaccess` passes a check that comes before the cleaning),
django-helpdesk 360bace4 (the extension of a translated name), UVdesk CVE-2023-39147, Peppermint #106 (path traversal).
The cleaning itself: test_upload_names.py, and test_new_ticket_limits.py for the sending.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.uploads import CONTENT_TYPES
from tests.desk import post
from tests.files import chosen, csv, nothing_stored, stored_bytes
from tests.portal.test_new_ticket_files import refusals
from tests.tickets import attachment_ids, found

REFUSED = (
    "\u200b.htaccess",
    ".htaccess",
    ".htaccess\u200b",
    "x.php\u200b",
    "x.csv.php",
    "x.csv;.php",
    "x.csv%00.php",
    "x.csv\x00.php",
    "x.csv/.php",
    "x.php\u202evsc",
    "x.csv\n.php",
    "x.php.",
    "x.php ",
    "x.ph\u00adp",
    "csv",
    ".csv",
    "\u200b.csv",
    "x.php/.csv",
    "..",
    "web.config",
    "x.csv::$DATA",
)
TAKEN = (
    "../../../../etc/cron.d/x.csv",
    "..\\..\\windows\\x.csv",
    "/etc/passwd/../x.csv",
    "C:\\x.csv",
    "file:///x.csv",
    "~/.ssh/x.csv",
    "-rf.csv",
    "`id`$(id)|id;id.csv",
    "NUL.csv",
    "x.php.csv",
    "x\u202egpj.csv",
    "x.ｃｓｖ.csv",
    "صورت‌حساب ۱۴۰۴.CSV",
)


def test_what_is_left_of_a_name_is_what_is_checked(app: Flask, reza: FlaskClient, code: str) -> None:
    for name in REFUSED:
        response = post(reza, f"/tickets/{code}/messages", body="x", attachments=chosen({name: csv()}))
        assert (response.status_code, len(refusals(response))) == (422, 1), name
    assert nothing_stored(app)


def test_no_name_chooses_where_its_bytes_lie(app: Flask, reza: FlaskClient, code: str) -> None:
    root = Path(app.config["DATA_DIR"])
    before = {path for path in root.rglob("*") if "attachments" not in path.parts}
    for name in TAKEN:
        assert post(reza, f"/tickets/{code}/messages", body="x", attachments=chosen({name: csv()})).status_code == 303
    files = [file for message in found(app, code).messages for file in message.attachments]
    assert stored_bytes(app) == len(files) == len(TAKEN)
    assert {path for path in root.rglob("*") if "attachments" not in path.parts} == before
    for file in files:
        assert file.extension in CONTENT_TYPES
        assert not set(file.name) & set("/\\\r\n\x00\u202e\u200b")
        assert file.storage_key.replace("/", "").isalnum()
        assert not any(part in file.storage_key for part in Path(file.name).stem.split() if len(part) > 2)
    assert len(set(attachment_ids(app, code))) == len(TAKEN)
