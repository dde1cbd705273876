"""A name, title or word of one person that becomes markup before another.

osTicket CVE-2020-12629, CVE-2019-14748 to 14750 and CVE-2022-31889, Zammad CVE-2026-56731 (the title of a ticket),
FreeScout CVE-2026-41904, UVdesk's saved replies, Roundup CVE-2024-39124, django-helpdesk CVE-2021-3945. What is kept is
written past the forms that clean it, and looked at on every page of every reader: its elements and attributes must be
those that plain words have there, and the words those that were written.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from hamyar_support.models import (
    Attachment,
    AuditEntry,
    CannedReply,
    Department,
    Draft,
    FaqCategory,
    FaqEntry,
    Message,
    SavedView,
    Ticket,
    User,
)
from hamyar_support.models.words import MessageKind
from hamyar_support.richtext import to_html
from tests.browsing import HTMX, browser_document
from tests.canned import keep
from tests.desk import FINANCE, act, post
from tests.hostile import HIDDEN, HOSTILE, MORE
from tests.people import People
from tests.questions import ask
from tests.tickets import TECHNICAL, department, open_ticket, reply, writing

from .test_message_html import assert_inert

PLAIN = "واژه"
WRITTEN = (
    (Ticket.subject, 200),
    (Message.body, 5000),
    (Attachment.name, 255),
    (FaqCategory.name, 100),
    (FaqEntry.question, 300),
    (CannedReply.title, 100),
    (CannedReply.body, 5000),
    (SavedView.name, 60),
    (Draft.body, 5000),
    (AuditEntry.subject, 100),
    (AuditEntry.old, 100),
    (AuditEntry.new, 100),
)
MARKUP = [text for text in (*HOSTILE, *MORE) if set(text) & set("<>&\"'`")]
# Words that are no markup go together.
OTHERS = [text for text in (*HOSTILE, *MORE, *HIDDEN) if text not in MARKUP and "\0" not in text]
TEXTS = [*MARKUP, *(" ".join(OTHERS[n : n + 4])[:90].strip() for n in range(0, len(OTHERS), 4))]


@pytest.fixture
def pages(
    app: Flask, people: People, reza: FlaskClient, sara: FlaskClient, admin: FlaskClient
) -> list[tuple[FlaskClient, str, dict[str, str]]]:
    """Everything that shows what people wrote, by who reads it."""
    code = open_ticket(app, people.reza, PLAIN, PLAIN, files={f"{PLAIN}.csv": b"a,b\n1,2\n"})
    open_ticket(app, people.reza, PLAIN, PLAIN)
    reply(app, code, people.sara, PLAIN, kind=MessageKind.NOTE)
    reply(app, code, people.reza, PLAIN)
    other = department(app, FINANCE)
    act(sara, f"tickets/{code}/department", department=str(other))
    act(sara, f"tickets/{code}/assignee", assignee="sara")
    act(sara, f"tickets/{code}/draft", body=PLAIN, kind="reply")
    act(sara, "views", name=PLAIN, view="all", shared="1")
    post(admin, "/staff/departments", name="بخش دیگر")
    canned = keep(app, people, PLAIN, PLAIN)
    ask(app, PLAIN, category=PLAIN)
    with writing(app) as session:
        entry = session.query(FaqEntry.id).scalar()
    found = [
        (
            reza,
            (
                "/panel",
                "/tickets",
                "/tickets/new",
                f"/tickets/{code}",
                f"/tickets/{code}/info",
                "/faq",
                "/",
                "/profile",
            ),
        ),
        (sara, ("/staff?view=all", f"/staff/tickets/{code}", f"/staff/tickets/{code}/info", "/staff/reports")),
        (sara, (f"/staff/tickets/{code}?canned={canned}", f"/staff/tickets/{code}/canned", "/profile")),
        (admin, ("/staff/people", "/staff/people?group=all", f"/staff/people/{people.reza.id}", "/staff/audit")),
        (
            admin,
            ("/staff/departments", "/staff/faq", f"/staff/faq/{entry}", "/staff/replies", f"/staff/replies/{canned}"),
        ),
    ]
    for client in (reza, sara, admin):
        client.get("/profile")  # which says that what was just done is done
    return [(client, path, headers) for client, paths in found for path in paths for headers in ({}, HTMX)]


def write(app: Flask, people: People, text: str) -> None:
    """Make `text` of everything that people have written."""
    with writing(app) as session:
        for column, length in WRITTEN:
            session.execute(update(column.class_).values({column.key: text[:length]}))
        session.execute(update(Message).values(body_html=str(to_html(text))))
        for person in (people.reza, people.sara):
            session.get_one(User, person.id).full_name = text[:100]
        names = {TECHNICAL: text[:98] + " ۱", FINANCE: text[:98] + " ۲"}
        for row, name in zip(session.query(Department).order_by(Department.id), names.values(), strict=False):
            row.name = name


def elements(root: Any) -> Iterator[tuple[Any, bool]]:
    """Every element, and whether it stands within a message."""
    waiting = [(root, False)]
    while waiting:
        element, within = waiting.pop()
        yield element, within
        inside = within or "letter-text" in (element.get("class") or "").split()
        waiting.extend((child, inside) for child in element)


def shape(root: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The elements and the names of their attributes, but which choice of a list is made: lists go by their names."""
    return [(str(e.tag), tuple(sorted(set(e.attrib) - {"selected"}))) for e, within in elements(root) if not within]


def words(root: Any) -> str:
    """All that a page says, in its text and in its attributes, without space."""
    said = ["".join(root.itertext())] + [value for e, _within in elements(root) for value in e.attrib.values()]
    return "".join("".join(said).split())


def test_what_people_write_is_text_on_every_page(
    app: Flask, people: People, pages: list[tuple[FlaskClient, str, dict[str, str]]]
) -> None:
    usual: list[list[Any]] = [[] for _page in pages]
    # A long title is repeated in the panel beside the conversation.
    for plain in (PLAIN, PLAIN * 30):
        write(app, people, plain)
        roots = [browser_document(client.get(path, headers=headers)) for client, path, headers in pages]
        for shapes, root in zip(usual, roots, strict=True):
            shapes.append(shape(root))
    shows = [PLAIN in words(root) for root in roots]
    assert sum(shows) > len(pages) * 0.8, "few pages show what people wrote"
    for number, text in enumerate(TEXTS):
        write(app, people, text)
        shown = "".join(text.split())[:50]
        # Every fifth page, and the others with the next texts: all of them take minutes.
        for (client, path, headers), shapes, expected in list(zip(pages, usual, shows, strict=True))[number % 5 :: 5]:
            root = browser_document(client.get(path, headers=headers))
            assert shape(root) in shapes, (path, text)
            assert not expected or shown in words(root), (path, text)
            for element, _within in elements(root):
                if "letter-text" in (element.get("class") or "").split():
                    assert_inert(element)


def test_spreadsheets_get_the_words_too(app: Flask, people: People, sara: FlaskClient, pages: Any) -> None:
    for text in (*HOSTILE, *MORE):
        write(app, people, text)
        exported = sara.get("/staff/reports.csv").text.removeprefix("\ufeff")
        cells = [cell for row in csv.reader(StringIO(exported, newline="")) for cell in row]
        # An apostrophe more keeps a formula from running.
        assert any(cell.replace("'", "").startswith(text[:90].replace("'", "")) for cell in cells), text
