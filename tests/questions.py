"""Questions and answers for tests."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from hamyar_support.models import FaqCategory, FaqEntry

from .tickets import writing


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
