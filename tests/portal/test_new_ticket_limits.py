"""POST /tickets/new: how many files, how large, under what names."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import Attachment, Ticket
from hamyar_support.uploads import clean_name
from tests.browsing import send
from tests.files import LIMIT, chosen, csv, nothing_stored
from tests.tickets import count, department, found

from .test_new_ticket import TYPED, sent_code
from .test_new_ticket_files import TABLE, kept, refusals, send_files

# As a browser sends them, and as they are shown.
NAMES = {
    "گزارش نهایی‌شدهٔ ۱۴۰۴.csv": "گزارش نهایی‌شدهٔ ۱۴۰۴.csv",
    "../../../etc/فهرست.csv": "فهرست.csv",
    "fhr\u202evsc.csv": "fhrvsc.csv",
    "\u200b.csv.csv": "csv.csv",
    "a;id.csv": "a;id.csv",
    "$(id)'\"<b>.csv": "$(id)'\"<b>.csv",
    "نام   با\u00a0فاصله .csv": "نام با فاصله .csv",
    "x" * 300 + ".csv": "x" * 251 + ".csv",
    "CON.csv": "CON.csv",
}


def test_ten_files_go_with_one_message_and_the_eleventh_does_not(app: Flask, reza: FlaskClient) -> None:
    names = [f"پرونده {n}.csv" for n in range(11)]
    response = send_files(reza, dict.fromkeys(names, TABLE))
    assert response.status_code == 422
    assert list(refusals(response)) == [names[10]]
    code = sent_code(send_files(reza, {}, kept=kept(response)))
    assert len(found(app, code).messages[0].attachments) == 10


def test_kept_files_count_among_the_ten(reza: FlaskClient) -> None:
    ids = kept(send_files(reza, {f"{n}.csv": TABLE for n in range(8)}, subject=""))
    response = send_files(reza, {f"تازه {n}.csv": TABLE for n in range(3)}, kept=ids)
    assert list(refusals(response)) == ["تازه 2.csv"]


def test_ids_of_nothing_do_not_count_among_the_ten(app: Flask, reza: FlaskClient) -> None:
    code = sent_code(send_files(reza, {"یکی.csv": TABLE}, kept=[f"no-such-file-{n}" for n in range(12)]))
    assert len(found(app, code).messages[0].attachments) == 1


def test_more_ids_than_ten_bring_ten_files(app: Flask, reza: FlaskClient) -> None:
    ids = kept(send_files(reza, {f"{n}.csv": TABLE for n in range(10)}, subject=""))
    ids += kept(send_files(reza, {f"باز {n}.csv": TABLE for n in range(10)}, subject=""))
    code = sent_code(send_files(reza, {}, kept=ids))
    assert len(found(app, code).messages[0].attachments) == 10


@pytest.mark.parametrize(("size", "status"), [(LIMIT - 1, 303), (LIMIT, 422), (LIMIT + 1, 422)])
def test_a_file_must_be_under_five_megabytes(app: Flask, reza: FlaskClient, size: int, status: int) -> None:
    assert send_files(reza, {"بزرگ.csv": csv(size)}).status_code == status
    assert count(app, Attachment) == (status == 303)


def test_more_than_all_files_may_have_together_is_refused_at_the_door(app: Flask, reza: FlaskClient) -> None:
    five = csv(LIMIT - 1)
    response = send_files(reza, {f"{n}.csv": five for n in range(6)})
    assert response.status_code == 413
    assert "۲۵ مگابایت" in response.text
    assert nothing_stored(app)


def test_a_form_of_too_many_parts_is_refused(app: Flask, reza: FlaskClient) -> None:
    data = {**TYPED, "x": ["1"] * 1001, "department": str(department(app)), "attachments": chosen({"1.csv": TABLE})}
    assert send(reza, "/tickets/new", data).status_code == 413
    assert count(app, Ticket) == 0


def test_a_name_is_shown_without_what_hides_in_it(app: Flask, reza: FlaskClient) -> None:
    code = sent_code(send_files(reza, dict.fromkeys(NAMES, TABLE)))
    files = found(app, code).messages[0].attachments
    assert sorted(file.name for file in files) == sorted(NAMES.values())
    for file in files:
        assert file.storage_key.replace("/", "").isalnum()
        response = reza.get(f"/attachments/{file.id}")
        assert (response.status_code, response.data) == (200, TABLE)


def test_a_name_without_one_of_the_thirteen_types_is_refused(app: Flask, reza: FlaskClient) -> None:
    names = ["فهرست", "فهرست.", ".csv", "a.csv.exe", "a.html", "a.svg", "a.csv\x00.exe", "a.xlsm"]
    response = send_files(reza, dict.fromkeys(names, TABLE))
    assert response.status_code == 422
    assert set(refusals(response)) == {clean_name(name) for name in names}
    assert kept(response) == []
    assert nothing_stored(app)
