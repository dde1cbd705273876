"""Questions and answers for tests."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hamyar_support.extensions import db
from hamyar_support.models import FaqCategory, FaqEntry

from .browsing import document
from .tickets import writing

# Those of the fixture `faq`: two in one category, one in another.
ACCOUNT, FILES = "حساب کاربری", "فایل‌ها"
ONE, TWO, THREE = "چطور وارد شوم؟", "رمز را فراموش کردم؟", "چه فایلی بفرستم؟"


def ask(
    app: Flask,
    question: str,
    answer: str = "پاسخ آن این است.",
    *,
    category: str = "حساب کاربری",
    published: bool = True,
) -> None:
    """Add a question with its answer at the end of `category`."""
    with writing(app) as session:
        group = session.scalars(select(FaqCategory).where(FaqCategory.name == category)).one_or_none()
        entry = FaqEntry(category=group or FaqCategory(name=category), published=published)
        entry.write(question, answer)
        session.add(entry)


def category(app: Flask, name: str) -> int:
    """The id of the category `name`."""
    with app.app_context():
        return db.session.scalars(select(FaqCategory.id).where(FaqCategory.name == name)).one()


def entry(app: Flask, question: str) -> int:
    """The id of the entry with this question."""
    with app.app_context():
        return db.session.scalars(select(FaqEntry.id).where(FaqEntry.question == question)).one()


def public(client: FlaskClient) -> list[str]:
    """The questions that the site shows, in their order."""
    return [" ".join("".join(e.itertext()).split()) for e in document(client.get("/faq")).iter("summary")]
