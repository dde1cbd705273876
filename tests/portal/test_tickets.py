"""GET /tickets: the customer's list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models.words import Status
from tests.browsing import document, htmx, text_of
from tests.people import People
from tests.tickets import BODY, SUBJECT, TECHNICAL, move, open_ticket, reply

LIST = htmx("div#ticket-list")


def subjects(client: FlaskClient, address: str = "/tickets", **query: Any) -> list[str]:
    page = document(client.get(address, query_string=query or None))
    links = (a for a in page.iter("a") if "ticket-link" in a.get("class", "").split())
    return [text_of(a) for a in links]


def link(client: FlaskClient, address: str, rel: str) -> str | None:
    found = document(client.get(address)).find(f".//a[@rel='{rel}']")
    return None if found is None else found.get("href")


def test_a_row_tells_the_status_the_department_and_the_code(reza: FlaskClient, code: str) -> None:
    row = document(reza.get("/tickets")).find(".//li[@class='ticket-row']")
    text = "".join(row.itertext())
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert [part for part in (SUBJECT, "در انتظار پاسخ", TECHNICAL, persian) if part not in text] == []
    assert row.find(".//a").get("href").partition("#")[0] == f"/tickets/{code}"
    assert row.find(".//time").get("datetime").endswith("+00:00")


def test_the_latest_change_stands_first(app: Flask, reza: FlaskClient, people: People) -> None:
    codes = [open_ticket(app, people.reza, f"درخواست {n}") for n in range(3)]
    reply(app, codes[0], people.sara, "پاسخ")
    assert subjects(reza) == ["درخواست 0", "درخواست 2", "درخواست 1"]


def test_only_ones_own_are_there(mina: FlaskClient, code: str) -> None:
    response = mina.get("/tickets")
    assert subjects(mina) == []
    assert code not in response.text
    assert subjects(mina, q=code) == subjects(mina, q=SUBJECT) == subjects(mina, status="open") == []


def test_an_empty_list_opens_the_door_to_a_first_request(mina: FlaskClient) -> None:
    main = document(mina.get("/tickets")).find(".//main")
    assert "/tickets/new" in [a.get("href") for a in main.iter("a")]


def test_a_filter_leaves_one_status_and_counts_stand_beside_each(app: Flask, reza: FlaskClient, people: People) -> None:
    codes = [open_ticket(app, people.reza, f"درخواست {n}") for n in range(4)]
    reply(app, codes[0], people.sara, "پاسخ")
    move(app, codes[1], people.reza, Status.CLOSED)
    found = {status: subjects(reza, status=status) for status in ("answered", "closed", "pending", "open", "")}
    assert (found["answered"], found["closed"], found["pending"]) == (["درخواست 0"], ["درخواست 1"], [])
    assert (len(found["open"]), len(found[""])) == (2, 4)
    page = document(reza.get("/tickets?status=closed"))
    counts = {a.get("id"): a.find("span").text for a in page.iter("a") if a.get("id", "").startswith("filter-")}
    assert [counts[f"filter-{name}"] for name in ("all", "answered", "open", "pending", "closed")] == list("۴۱۲۰۱")
    assert page.find(".//a[@aria-current='true'][@id]").get("id") == "filter-closed"


def test_an_unknown_status_is_none(reza: FlaskClient, code: str) -> None:
    for status in ("nonsense", "OPEN", "' OR 1=1", "\x00", "9" * 5000):
        assert subjects(reza, status=status) == [SUBJECT], status


def test_pages_hold_twenty_five_and_lead_both_ways(app: Flask, reza: FlaskClient, people: People) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    # Three share each moment, as after an import.
    for n in range(60):
        open_ticket(app, people.reza, f"شمارهٔ {n:02}", at=start + timedelta(hours=n // 3))
    expected = [f"شمارهٔ {n:02}" for n in reversed(range(60))]
    first = "/tickets?q=شماره"
    second = link(reza, first, "next")
    third = link(reza, second or "", "next")
    assert subjects(reza, first) + subjects(reza, second or "") + subjects(reza, third or "") == expected
    assert parse_qs(urlsplit(third or "").query)["q"] == ["شماره"]
    assert (link(reza, first, "prev"), link(reza, third or "", "next")) == (None, None)
    assert subjects(reza, link(reza, third or "", "prev") or "") == expected[25:50]
    assert subjects(reza, link(reza, second or "", "prev") or "") == expected[:25]


def test_a_page_that_does_not_exist_is_no_error(reza: FlaskClient, code: str) -> None:
    far, long = "9" * 30, "9" * 5000
    for page in ("x", "-", "+1", "-1.1.1", "-1.x", f"-{far}.1", f"-1.{far}", f"-{long}.1", "-٣.٣"):
        assert reza.get("/tickets", query_string={"page": page}).status_code == 200, page


def test_an_old_cursor_of_another_customer_shows_ones_own_tickets_only(
    app: Flask, reza: FlaskClient, mina: FlaskClient, people: People
) -> None:
    for n in range(26):
        open_ticket(app, people.reza, f"درخواست {n}")
    assert subjects(mina, link(reza, "/tickets", "next") or "") == []


def test_what_was_said_is_not_in_the_list(reza: FlaskClient, code: str) -> None:
    assert BODY not in reza.get("/tickets").text
