"""The sentences of the audit: every change has one, in the language of its reader."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.models import AuditEntry, FaqCategory, FaqEntry, User
from hamyar_support.models.audit import SENTENCES, AuditKind
from hamyar_support.models.words import Role
from tests.administration import done, texts
from tests.browsing import browser_document, send, text_of
from tests.desk import colleague
from tests.hostile import HOSTILE, LIVE
from tests.people import People
from tests.tickets import user, writing


def listed(client: FlaskClient, **query: str) -> list[str]:
    return texts(client.get("/staff/audit", query_string=query), "audit", "audit-sentence")


def record(app: Flask, by: int, subject: str, at: datetime | None = None) -> None:
    with writing(app) as session:
        AuditEntry.record(AuditKind.DEPARTMENT, "create", subject, session.get_one(User, by))
        session.flush()
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        entry.created_at = at or entry.created_at


def test_the_last_change_comes_first_as_a_sentence(admin: FlaskClient, people: People) -> None:
    done(admin, "departments", name="فنی")
    done(admin, "departments/1/name", name="پشتیبانی")
    done(admin, f"people/{people.sara.id}", role="agent", departments="1")
    done(admin, f"people/{people.sara.id}", role="admin", departments=[])
    assert listed(admin) == [
        "مدیر همیار دپارتمان‌های سارا احمدی را از پشتیبانی به همه دپارتمان‌ها تغییر داد",
        "مدیر همیار نقش سارا احمدی را از پشتیبان به مدیر تغییر داد",
        "مدیر همیار دپارتمان‌های سارا احمدی را از همه دپارتمان‌ها به پشتیبانی تغییر داد",
        "مدیر همیار نام دپارتمان «فنی» را به «پشتیبانی» تغییر داد",
        "مدیر همیار دپارتمان «فنی» را ساخت",
    ]


def test_it_speaks_the_language_of_its_reader(admin: FlaskClient) -> None:
    done(admin, "departments", name="Technical")
    send(admin, "/language", {"locale": "en"})
    assert listed(admin) == ["مدیر همیار made the department “Technical”"]


@pytest.mark.parametrize(("kind", "action"), SENTENCES)
@pytest.mark.parametrize("locale", ["fa", "en"])
def test_every_change_has_a_sentence(app: Flask, people: People, kind: AuditKind, action: str, locale: str) -> None:
    from flask_babel import force_locale

    with app.test_request_context(), force_locale(locale):
        old, new = ("agent", "admin") if action in ("role", "create") and kind is AuditKind.PERSON else ("1", "2")
        entry = AuditEntry(kind=kind, action=action, subject="s", old=old, new=new, actor=user(app, "admin"))
        sentence = entry.sentence % entry.words
    assert entry.actor.full_name in sentence
    assert (locale == "en") is any(word in sentence for word in (" the ", " made ", " set a "))


def test_nothing_unknown_is_recorded(app: Flask, people: People) -> None:
    with writing(app) as session, pytest.raises(AssertionError):
        AuditEntry.record(AuditKind.FAQ, "burn", "x", session.get_one(User, people.admin.id))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_text(app: Flask, admin: FlaskClient, name: str) -> None:
    other = colleague(app, "nima", name, role=Role.ADMIN)
    record(app, other.id, name)
    page = admin.get("/staff/audit").text
    assert [live for live in LIVE if live in page.replace("&#39;", "'")] == []
    assert len(listed(admin)) == 1


def test_the_text_that_was_written_over_is_kept(app: Flask, admin: FlaskClient, people: People) -> None:
    with writing(app) as session:
        by = session.get_one(User, people.admin.id)
        category = FaqCategory.create("رایج", by)
        entry = FaqEntry.create(category, "ساعت کار؟", "از **۸** تا ۱۶", published=True, by=by)
        session.flush()
        entry.edit(category, "ساعت کار؟", "تا ۱۷ <b>", published=True, by=by)
    row = browser_document(admin.get("/staff/audit")).find(".//*[@class='audit-text']")
    assert text_of(row) == "ساعت کار؟\n\nاز **۸** تا ۱۶"
