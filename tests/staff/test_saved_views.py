"""POST /staff/views and /staff/views/ID/delete: filters that have a name."""

from __future__ import annotations

from urllib.parse import parse_qs

from flask import Flask
from flask.testing import FlaskClient

from hamyar_support.models import SavedView
from tests.browsing import HTMX, signed_in
from tests.desk import act, assign, colleague, given, queue, shown
from tests.forms import errors
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import count, open_ticket

QUERY = "view=all&department=1&priority=high"


def saved(client: FlaskClient) -> list[tuple[str, int]]:
    return [(view.name, number) for view, number in given(client, "/staff")["saved"]]


def ident(client: FlaskClient, name: str) -> int:
    return next(view.id for view, _number in given(client, "/staff")["saved"] if view.name == name)


def test_a_filter_is_kept_under_its_name_and_shown_again(sara: FlaskClient, code: str) -> None:
    answer = act(sara, "views", name="  مهم‌ها  ", query=QUERY)
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/staff")
    assert parse_qs(answer.location.partition("?")[2]) == parse_qs(QUERY + "&sort=changed")
    assert saved(sara) == [("مهم‌ها", 0)]
    assert "مهم‌ها" in sara.get(answer.location).text


def test_it_is_ones_own_unless_shared(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    nima = signed_in(app, colleague(app, "nima"))
    act(sara, "views", name="خودم", query="view=mine")
    act(sara, "views", name="همه", query="view=all", shared="y")
    act(nima, "views", name="نیما", query="view=mine")
    assert saved(sara) == [("خودم", 0), ("همه", 1)]
    assert saved(nima) == [("نیما", 0), ("همه", 1)]


def test_a_shared_view_counts_what_its_reader_sees(app: Flask, sara: FlaskClient, people: People, code: str) -> None:
    assign(app, open_ticket(app, people.reza), people.sara, people.sara)
    other = signed_in(app, colleague(app, "nima", "نیما صدر", "فروش"))
    act(sara, "views", name="همه", query="view=all", shared="y")
    act(sara, "views", name="از آنِ من", query="view=mine", shared="y")
    assert saved(sara) == [("از آنِ من", 1), ("همه", 2)]
    assert saved(other) == [("از آنِ من", 0), ("همه", 0)]


def test_what_it_keeps_is_a_filter_and_nothing_else(app: Flask, sara: FlaskClient, code: str) -> None:
    queries = ("next=//evil.example&page=-1.1", "view=<b>&sort=id;--", "q=%00", "assignee=%00&department=" + "9" * 30)
    for query in (*queries, "q=" + "ب" * 5000, "x" * 9000, "&&=&;"):
        assert act(sara, "views", name="الف", query=query, shared="y").location.startswith("/staff?view=")
    kept = [view.query for view, _number in given(sara, "/staff")["saved"]]
    assert kept[:4] == ["view=open&sort=waiting"] * 4
    assert all("evil" not in query and "page" not in query for query in kept)


def test_without_a_name_nothing_is_kept_and_the_filter_stays(app: Flask, sara: FlaskClient) -> None:
    for name in ("", " \u200c ", "ن" * 61):
        with shown(app) as page:
            answer = act(sara, "views", name=name, query=QUERY)
        assert (answer.status_code, page["filter"].priority) == (422, "high")
        assert list(errors(answer)) == ["name"]
        assert act(sara, "views", name=name, query=QUERY, headers=HTMX).status_code == 422
    assert count(app, SavedView) == 0


def test_a_name_is_text(sara: FlaskClient) -> None:
    for name in HOSTILE:
        act(sara, "views", name=name[:60], query="view=all")
    page = sara.get("/staff").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []
    assert sorted(name for name, _count in saved(sara)) == sorted(name[:60].strip() for name in HOSTILE)


def test_its_owner_lets_it_go(app: Flask, sara: FlaskClient) -> None:
    act(sara, "views", name="خودم", query=QUERY)
    answer = act(sara, f"views/{ident(sara, 'خودم')}/delete")
    assert (answer.status_code, answer.location) == (303, "/staff")
    assert saved(sara) == []
    assert act(sara, "views/1/delete").status_code == 404


def test_nobody_else_does_shared_or_not(app: Flask, sara: FlaskClient, people: People) -> None:
    act(sara, "views", name="همه", query="view=all", shared="y")
    number = ident(sara, "همه")
    for person in (people.admin, colleague(app, "nima")):
        assert act(signed_in(app, person), f"views/{number}/delete").status_code == 404
    for wrong in (0, number + 1, "9" * 30, "x", -1):
        assert act(sara, f"views/{wrong}/delete").status_code in (400, 404)
    assert count(app, SavedView) == 1


def test_htmx_is_sent_on_as_well(sara: FlaskClient) -> None:
    assert act(sara, "views", name="الف", query=QUERY, headers=HTMX).status_code == 303


def test_a_filter_for_someone_who_is_gone_finds_nothing_and_breaks_nothing(sara: FlaskClient, code: str) -> None:
    act(sara, "views", name="الف", query="assignee=nobody-at-all&view=all")
    act(sara, "views", name="ب", query="department=99&from=1405/13/40&view=all")
    assert saved(sara) == [("الف", 0), ("ب", 0)]
    assert queue(sara, view="all") == [code]
